import { InvalidBackup } from '../../port.js';
import { inParts } from '../../../../../test/support/byte-streams.js';
import type { MetadataObject } from './metadata.js';
import { readMetadata } from './metadata-reader.js';

const OBJECT = { offset: 0, length: 10, compression: 'zlib', md5: 'a'.repeat(32) };
const FILE = { version: '1.0.0', objects: [{ 'P-00001': OBJECT }] };

async function read(file: unknown, part = 7) {
  const objects: MetadataObject[] = [];
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const fields = await readMetadata(inParts(Buffer.from(text), part), (object) => void objects.push(object));
  return { fields, objects };
}
const readObject = async (object: unknown) =>
  (await read({ ...FILE, objects: [{ 'P-00001': object }] })).objects[0];

describe('what is accepted', () => {
  it('version and objects alone', async () => {
    const { fields, objects } = await read(FILE);
    expect(fields).toEqual({
      version: '1.0.0',
      backup_id: null,
      volume_id: null,
      parent_id: null,
      volume_meta: null,
      object_count: 1,
    });
    expect(objects).toEqual([{ object_name: 'P-00001', ...OBJECT }]);
  });

  it('any order and layout, unknown members, raw UTF-8, a final newline', async () => {
    const file = { backup_id: 'ä', more: [{ x: [1, {}] }], ...FILE, volume_meta: '{"version": 2}' };
    for (const text of [JSON.stringify(file), `\n${JSON.stringify(file, null, '\t')}\r\n`]) {
      const { fields, objects } = await read(text);
      expect(fields).toMatchObject({ backup_id: 'ä', volume_meta: '{"version": 2}', object_count: 1 });
      expect(objects).toHaveLength(1);
    }
  });

  it('no objects, which is an incremental without changes', async () => {
    expect((await read({ ...FILE, objects: [] })).fields.object_count).toBe(0);
  });

  it('objects in any order, as they are listed', async () => {
    const names = ['P-00003', 'P-00001', 'strange name'];
    const { objects } = await read({ ...FILE, objects: names.map((name) => ({ [name]: OBJECT })) });
    expect(objects.map(({ object_name }) => object_name)).toEqual(names);
  });

  it.each(['ZLIB', 'Zlib'])('compression %s', async (compression) => {
    expect(await readObject({ ...OBJECT, compression })).toMatchObject({ compression: 'zlib' });
  });

  it.each(['off', 'no', 'None', 'NONE'])('compression %s, meaning none', async (compression) => {
    expect(await readObject({ ...OBJECT, compression })).toMatchObject({ compression: 'none' });
  });

  it('length and md5 missing or malformed: they are not there to verify with', async () => {
    expect(await readObject({ offset: 5, compression: 'none' })).toMatchObject({ length: null, md5: null });
    for (const bad of [
      { length: '10', md5: 5 },
      { length: 1.5, md5: 'x' },
      { length: -1, md5: null },
    ]) {
      expect(await readObject({ ...OBJECT, ...bad })).toMatchObject({ length: null, md5: null });
    }
    expect(await readObject({ ...OBJECT, md5: 'A'.repeat(32) })).toMatchObject({ md5: 'a'.repeat(32) });
  });

  it('volume_meta null, absent or empty: there is none', async () => {
    for (const volume_meta of [null, '', undefined]) {
      expect((await read({ ...FILE, volume_meta })).fields.volume_meta).toBeNull();
    }
  });
});

describe('what is refused', () => {
  it.each([
    ['a byte order mark', `\ufeff${JSON.stringify(FILE)}`, 'cannot be read'],
    ['no JSON', 'nonsense', 'cannot be read'],
    ['a cut file', JSON.stringify(FILE).slice(0, -1), 'cannot be read: the JSON text is cut short'],
    ['nothing at all', '', 'cannot be read'],
    ['an array', [FILE], 'cannot be read: it is not a JSON object'],
    ['a text', '"1.0.0"', 'cannot be read: it is not a JSON object'],
    [
      'a member given twice',
      '{"version": "1.0.0", "version": "1.0.0", "objects": []}',
      'version is given twice',
    ],
    ['no version', { objects: [] }, 'names no version'],
    ['another version', { ...FILE, version: '2.0.0' }, 'No support to restore backup version 2.0.0'],
    ['a version that is a number', { ...FILE, version: 1 }, 'No support to restore backup version 1'],
    ['a version of null', { ...FILE, version: null }, 'No support to restore backup version null'],
    ['no objects', { version: '1.0.0' }, 'has no list of objects'],
    ['objects that are no array', { ...FILE, objects: { 'P-00001': OBJECT } }, 'has no list of objects'],
    ['an element without object', { ...FILE, objects: [{}] }, 'exactly one object'],
    ['an element with two', { ...FILE, objects: [{ a: OBJECT, b: OBJECT }] }, 'exactly one object'],
    ['an element that is no object', { ...FILE, objects: ['a'] }, 'exactly one object'],
    ['a name given twice', { ...FILE, objects: [{ a: OBJECT }, { a: OBJECT }] }, 'lists object a twice'],
    ['volume_meta that is no text', { ...FILE, volume_meta: { version: 2 } }, 'volume_meta is an object'],
  ])('%s', async (_, file, reason) => {
    const reading = read(file);
    await expect(reading).rejects.toThrow(InvalidBackup);
    await expect(reading).rejects.toThrow(reason);
  });

  it.each([
    ['no offset', { ...OBJECT, offset: undefined }, 'object P-00001 has no valid offset'],
    ['an offset as text', { ...OBJECT, offset: '0' }, 'no valid offset'],
    ['a negative offset', { ...OBJECT, offset: -1 }, 'no valid offset'],
    ['an offset beyond exact numbers', { ...OBJECT, offset: 2 ** 60 }, 'no valid offset'],
    ['no compression', { ...OBJECT, compression: undefined }, 'names no compression'],
    ['compression null', { ...OBJECT, compression: null }, 'names no compression'],
    ['unknown compression', { ...OBJECT, compression: 'lzo' }, 'unsupported compression algorithm: lzo'],
    ['no description', null, 'object P-00001 is not described'],
  ])('an object with %s', async (_, object, reason) => {
    await expect(readObject(object)).rejects.toThrow(reason);
  });

  it('an offset of 1.0, which Python does not take for an integer', async () => {
    await expect(
      read('{"version": "1.0.0", "objects": [{"a": {"offset": 1.0, "compression": "none"}}]}'),
    ).rejects.toThrow('no valid offset');
  });
});

it('says the version is wrong even when its objects look strange, and hands over none after a bad one', async () => {
  const objects: string[] = [];
  const text = JSON.stringify({ objects: [{ a: OBJECT }, 5, { b: OBJECT }], version: '3' });
  const reading = readMetadata(
    inParts(Buffer.from(text), 5),
    ({ object_name }) => void objects.push(object_name),
  );
  await expect(reading).rejects.toThrow('No support to restore backup version 3');
  expect(objects).toEqual(['a']);
});

it('waits for its caller and lets its error out', async () => {
  const objects = Array.from({ length: 50 }, (_, index) => ({ [`P-${index}`]: OBJECT }));
  const source = () => inParts(Buffer.from(JSON.stringify({ ...FILE, objects })));
  const seen: string[] = [];
  await readMetadata(source(), async ({ object_name }) => {
    await Promise.resolve();
    seen.push(object_name);
  });
  expect(seen).toEqual(objects.flatMap((object) => Object.keys(object)));
  const cause = new Error('cancelled');
  await expect(readMetadata(source(), () => Promise.reject(cause))).rejects.toBe(cause);
});
