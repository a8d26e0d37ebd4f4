import { GOLDEN_COMPRESSIONS, goldenChain } from '../../../test/support/golden-backups.js';
import { readRecord } from './read-record.js';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const least = {
  id: '3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01',
  size: 1,
  display_name: null,
  display_description: null,
  container: null,
  service_metadata: null,
  object_count: 0,
};
const reading = (text: string) => (): unknown => readRecord(text);

describe('A record', () => {
  it.each(GOLDEN_COMPRESSIONS.flatMap((name) => goldenChain(name).map((backup) => [name, backup] as const)))(
    'of a real Cinder is read (%s)',
    (_, { fields, export_record }) => {
      const { id, record } = readRecord(export_record['backup-record'].backup_url);
      expect(id).toBe(fields.id);
      const { volume_id, parent_id, container, service_metadata, object_count, size } = fields;
      expect(record).toMatchObject({
        volume_id,
        parent_id,
        container,
        service_metadata,
        object_count,
        size,
        created_at: expect.stringMatching(/^2026-11-21T\d\d:\d\d:\d\d\.000000$/),
      });
    },
  );

  it('of the seven members that are needed is enough; others are left out', () => {
    const { record } = readRecord(encoded({ ...least, parent: null, colour: 'red', status: 'error' }));
    expect(record).toEqual({
      volume_id: '00000000-0000-0000-0000-000000000000',
      parent_id: null,
      snapshot_id: null,
      restore_volume_id: null,
      size: 1,
      object_count: 0,
      display_name: null,
      display_description: null,
      container: null,
      service_metadata: null,
      encryption_key_id: null,
      metadata: {},
      created_at: null,
      data_timestamp: null,
    });
  });

  it('is read through line breaks, spaces and raw Unicode', () => {
    const json = JSON.stringify({ ...least, display_name: 'täglich' }, null, 3);
    const text = Buffer.from(json).toString('base64').replaceAll(/.{20}/g, '$&\r\n');
    expect(readRecord(text).record.display_name).toBe('täglich');
  });

  it('keeps fractions of times and takes zones into account', () => {
    const times = { created_at: '2026-11-21T03:01:14.250000Z', data_timestamp: '2026-11-21T03:01:14+02:00' };
    expect(readRecord(encoded({ ...least, ...times })).record).toMatchObject({
      created_at: '2026-11-21T03:01:14.250000',
      data_timestamp: '2026-11-21T01:01:14.000000',
    });
  });

  it.each([
    ['whose padding is missing', 'bm90anNvbg', "Can't decode backup record."],
    ['in the URL alphabet', encoded({ ...least, display_name: '???>>>' }).replaceAll('/', '_'), 'record.'],
    ['that is no JSON', 'bm90anNvbg==', "Can't parse backup record."],
    ['that is not UTF-8', Buffer.from([0x22, 0xff, 0x22]).toString('base64'), "Can't parse backup record."],
    ['that is a list', encoded([least]), 'Provided backup record is missing an id'],
    ['that is null', encoded(null), 'Provided backup record is missing an id'],
    ['without an id', encoded({ size: 1 }), 'Provided backup record is missing an id'],
    ['without a size', encoded({ id: least.id }), 'Provided backup record is missing size attribute'],
  ])('%s is refused with the text of Cinder', (_, text, message) => {
    expect(reading(text)).toThrow(message);
  });

  it('with missing fields is refused with the text that Cinder stores', () => {
    expect(reading(encoded({ id: least.id, size: 1, container: null }))).toThrow(
      'Invalid backup: Driver successfully decoded imported backup data, but there are missing fields (display_name, display_description, service_metadata, object_count).',
    );
  });

  it.each([
    { id: 'x' },
    { size: null },
    { size: '1' },
    { size: -1 },
    { size: 1.5 },
    { object_count: true },
    { volume_id: null },
    { volume_id: 'x' },
    { parent_id: 7 },
    { parent_id: least.id },
    { parent: { id: 'x' } },
    { is_incremental: true },
    { has_dependent_backups: null },
    { metadata: null },
    { metadata: { a: 1 } },
    { created_at: 'yesterday' },
    { data_timestamp: 5 },
    { display_name: 'x'.repeat(256) },
  ])('with %j is refused before there is a backup', (change) => {
    const [member] = Object.keys(change);
    expect(reading(encoded({ ...least, ...change }))).toThrow(
      `Invalid input received: Provided backup record has an invalid ${member}.`,
    );
  });
});
