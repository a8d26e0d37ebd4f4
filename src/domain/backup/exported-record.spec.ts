import { GOLDEN_COMPRESSIONS, goldenChain } from '../../../test/support/golden-backups.js';
import { backupImported, importRequested } from '../../../test/domain/histories/backup.js';
import { foldAll } from '../../../test/support/given.js';
import { exportedRecord } from './exported-record.js';
import { readRecord } from './read-record.js';
import { backupAggregate, type BackupState } from './backup.state.js';

/** The backup that a record describes, as this service keeps it. */
const imported = (id: string, owner: Partial<BackupState>, record: BackupState | object): BackupState => {
  const request = { ...importRequested, data: { ...importRequested.data, backup_id: id } };
  const state = foldAll(backupAggregate, [request, backupImported]);
  if (state === null) throw new Error('there is no backup');
  return { ...state, ...record, ...owner };
};

it.each(GOLDEN_COMPRESSIONS.flatMap((name) => goldenChain(name).map((backup) => [name, backup] as const)))(
  'A record of a real Cinder, read and written again, has the same bytes (%s)',
  (_, { export_record }) => {
    const { backup_url } = export_record['backup-record'];
    const { id, record } = readRecord(backup_url);
    const told = JSON.parse(Buffer.from(backup_url, 'base64').toString()) as BackupState & {
      readonly num_dependent_backups: number;
    };
    const { user_id, project_id, host, availability_zone, updated_at, num_dependent_backups } = told;
    const dependents = Array.from({ length: num_dependent_backups }, (_none, n) => String(n));
    const owner = { user_id, project_id, host, availability_zone, updated_at, dependents };
    expect(exportedRecord(imported(id, owner, record))).toBe(backup_url);
  },
);

it('Fractions of seconds are cut off, and what is not ASCII is escaped', () => {
  const state = imported('3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01', { display_name: 'täglich' }, {});
  const text = exportedRecord({ ...state, created_at: '2026-11-21T05:00:00.999999' });
  const json = Buffer.from(text, 'base64').toString();
  expect(json).toContain('"created_at": "2026-11-21T05:00:00Z", ');
  expect(json).toContain('"display_name": "t\\u00e4glich", ');
});
