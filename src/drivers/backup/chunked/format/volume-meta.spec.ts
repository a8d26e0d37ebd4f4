import { buildVolumeMeta, parseVolumeMeta } from './volume-meta.js';

const columns = {
  id: 'v',
  display_name: 'nämé',
  size: 1,
  bootable: false,
  provider_auth: 'CHAP u secret',
  provider_location: 'ip',
};

describe('buildVolumeMeta', () => {
  const text = buildVolumeMeta({ columns, metadata: { key: 'välue' }, glance_metadata: { image_id: 'i' } });

  it('writes parts in the order and spacing of Cinder, ASCII only', () => {
    expect(text).toMatch(
      /^\{"version": 2, "volume-base-metadata": \{"created_at": null, "updated_at": null, /,
    );
    expect(text).toContain('"display_name": "n\\u00e4m\\u00e9", "display_description": null, ');
    expect(text).toMatch(
      /\}, "volume-metadata": \{"key": "v\\u00e4lue"\}, "volume-glance-metadata": \{"image_id": "i"\}\}$/,
    );
  });

  it('keeps secrets of the volume out of the store', () => {
    expect(text).toContain('"provider_location": null, "provider_auth": null, ');
    expect(text).not.toContain('secret');
  });

  it('leaves out parts without members', () => {
    const bare = JSON.parse(buildVolumeMeta({ columns, metadata: {}, glance_metadata: {} })) as object;
    expect(Object.keys(bare)).toEqual(['version', 'volume-base-metadata']);
  });

  it('is read back', () => {
    expect(parseVolumeMeta(text)).toEqual({
      version: 2,
      base: {
        display_name: 'nämé',
        display_description: null,
        encryption_key_id: null,
        volume_type_id: null,
      },
      metadata: { key: 'välue' },
      glance_metadata: { image_id: 'i' },
    });
  });
});

describe('parseVolumeMeta', () => {
  it.each([null, undefined, ''])('has nothing to put back for %j', (text) => {
    expect(parseVolumeMeta(text)).toBeNull();
  });

  it('tells a part that is absent from one that is empty', () => {
    expect(parseVolumeMeta('{"version": 2}')).toEqual({
      version: 2,
      base: null,
      metadata: null,
      glance_metadata: null,
    });
    expect(
      parseVolumeMeta('{"version": 1, "volume-metadata": {}, "volume-glance-metadata": {}}'),
    ).toMatchObject({
      metadata: {},
      glance_metadata: {},
    });
  });

  it('tells a member that is absent from one that is null', () => {
    const { base } = parseVolumeMeta('{"version": 2, "volume-base-metadata": {"display_name": null}}') ?? {};
    expect(base).toStrictEqual({ display_name: null });
  });

  it('takes only the names from version 1', () => {
    const text = '{"version": 1, "volume-base-metadata": {"display_name": "n", "encryption_key_id": "k"}}';
    expect(parseVolumeMeta(text)?.base).toStrictEqual({ display_name: 'n' });
  });

  it('makes text of what is none', () => {
    expect(
      parseVolumeMeta('{"version": 2, "volume-metadata": {"a": 1, "b": true, "c": null}}')?.metadata,
    ).toEqual({
      a: '1',
      b: 'true',
      c: 'null',
    });
  });

  it.each(['{}', '{"version": "2"}', '{"version": 3}', '{"version": null}', '{"version": true}'])(
    'refuses %s',
    (text) => {
      expect(() => parseVolumeMeta(text)).toThrow(
        'Invalid backup: Metadata restore failed due to incompatible version.',
      );
    },
  );

  it.each([
    'null',
    '[]',
    '"text"',
    '5',
    '{',
    '{"version": 2, "volume-metadata": []}',
    '{"version": 2, "volume-base-metadata": null}',
  ])('refuses %s', (text) => {
    expect(() => parseVolumeMeta(text)).toThrow('Invalid backup: ');
  });

  it('refuses an encryption key without a volume type, which nothing could be checked against', () => {
    const base = { encryption_key_id: 'k' };
    const textOf = (part: object) => JSON.stringify({ version: 2, 'volume-base-metadata': part });
    expect(() => parseVolumeMeta(textOf(base))).toThrow('encryption key');
    expect(parseVolumeMeta(textOf({ ...base, volume_type_id: 't' }))?.base).toMatchObject({
      volume_type_id: 't',
    });
    expect(parseVolumeMeta(textOf({ encryption_key_id: null }))?.base).toEqual({ encryption_key_id: null });
  });
});
