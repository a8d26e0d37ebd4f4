import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, inParts } from '../../../../../test/support/byte-streams.js';
import { InvalidBackup } from '../../port.js';
import { DigestSpool } from './digest-spool.js';
import { readSha256File, writeSha256File } from './sha256file.js';

const HEADER = {
  backup_id: 'b',
  volume_id: 'v',
  backup_name: null,
  backup_description: 'd',
  created_at: 'None',
};
const digest = (text: string) => createHash('sha256').update(text).digest();
const many = Buffer.concat(Array.from({ length: 5000 }, (_, index) => digest(String(index))));

describe('_sha256file', () => {
  let dir: string;
  let spool: DigestSpool;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'emberlog-sha256-'));
    spool = await DigestSpool.open(join(dir, 'spool'));
  });
  afterEach(async () => {
    await spool.close();
    await rm(dir, { recursive: true });
  });
  const read = (file: unknown, part = 11) =>
    readSha256File(inParts(Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)), part), spool);
  const spooled = () => bytesOf(spool.stream());

  it('of nothing is what Python writes', async () => {
    const text = (await bytesOf(writeSha256File(HEADER, 32_768, inParts(Buffer.alloc(0), 1)))).toString();
    expect(text).toBe(
      '{\n  "backup_description": "d",\n  "backup_id": "b",\n  "backup_name": null,\n  "chunk_size": 32768,\n' +
        '  "created_at": "None",\n  "sha256s": [],\n  "version": "1.0.0",\n  "volume_id": "v"\n}',
    );
    expect(await read(text)).toEqual({ chunk_size: 32_768, count: 0 });
  });

  it('of 32768 zero bytes holds the well-known hash', async () => {
    const zeros = createHash('sha256').update(Buffer.alloc(32_768)).digest();
    const text = (await bytesOf(writeSha256File(HEADER, 32_768, inParts(zeros)))).toString();
    expect(text).toContain(
      '"sha256s": [\n    "c35020473aed1b4642cd726cad727b63fff2824ad68cedd7ffb73c7cbd890479"\n  ],\n',
    );
  });

  it.each([1, 31, 100_000])('goes through a spool and back, digests in parts of %i bytes', async (part) => {
    const file = await bytesOf(writeSha256File(HEADER, 4096, inParts(many, part)));
    expect(JSON.parse(file.toString())).toMatchObject({ chunk_size: 4096, sha256s: { length: 5000 } });
    expect(await read(file.toString(), part)).toEqual({ chunk_size: 4096, count: 5000 });
    expect((await spooled()).equals(many)).toBe(true);
  });

  it('refuses a part of a digest', async () => {
    await expect(bytesOf(writeSha256File(HEADER, 1, inParts(Buffer.alloc(33))))).rejects.toThrow(RangeError);
  });

  it('is read with chunk_size and sha256s alone, in any order, whatever the version', async () => {
    const sha256s = ['a', 'b'].map((text) => digest(text).toString('hex'));
    for (const file of [
      { chunk_size: 1, sha256s },
      { version: 7, sha256s, chunk_size: 1, x: [[1], { sha256s: [] }] },
    ]) {
      expect(await read(file)).toEqual({ chunk_size: 1, count: 2 });
      expect(await spooled()).toEqual(Buffer.concat([digest('a'), digest('b')]));
    }
  });

  it('takes capital hex for what it means', async () => {
    await read({ chunk_size: 1, sha256s: [digest('a').toString('hex').toUpperCase()] });
    expect(await spooled()).toEqual(digest('a'));
  });

  it('keeps the place of a hash that is none, as zeros', async () => {
    const good = digest('a').toString('hex');
    const sha256s = [good, '', `${good}0`, good.replace(/^./, 'g'), null, 5, [good], { a: good }, good];
    expect(await read({ chunk_size: 1, sha256s })).toEqual({ chunk_size: 1, count: sha256s.length });
    expect(await spooled()).toEqual(Buffer.concat([digest('a'), Buffer.alloc(7 * 32), digest('a')]));
  });

  it('leaves nothing of a longer list that was there', async () => {
    await spool.write(0, many);
    await read({ chunk_size: 1, sha256s: [digest('a').toString('hex')] });
    expect(await spooled()).toEqual(digest('a'));
  });

  it.each([
    ['chunk_size missing', { sha256s: [] }],
    ['chunk_size as text', { chunk_size: '32768', sha256s: [] }],
    ['chunk_size 0', { chunk_size: 0, sha256s: [] }],
    ['sha256s missing', { chunk_size: 1 }],
    ['sha256s as text', { chunk_size: 1, sha256s: 'x' }],
    ['no JSON', '{"chunk_size": 1, "sha256s": ['],
    ['a list given twice', '{"chunk_size": 1, "sha256s": [], "sha256s": []}'],
  ])('is refused with %s', async (_, file) => {
    await expect(read(file)).rejects.toThrow(InvalidBackup);
  });
});
