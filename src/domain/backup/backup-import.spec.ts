import {
  availableBackup,
  backupId,
  backupImported,
  childId,
  childRegistered,
  deletedBackup,
  importRequested,
  parentId,
  later,
} from '../../../test/domain/histories/backup.js';
import { given } from '../../../test/support/given.js';
import { abandonBackup } from './backup.decide.js';
import { adoptChild, completeImport, failImport, requestImport } from './backup-import.decide.js';
import { requestForcedDelete } from './backup-deletion.decide.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const { data } = importRequested;
const request = (state: BackupState | null) => requestImport(state, true, data);
const place = {
  service: 'cinder.backup.drivers.posix.PosixBackupDriver',
  host: 'backup-1',
  availability_zone: 'nova',
};

describe('An import', () => {
  it('makes a backup that is creating, of no known volume, with its place in the chain', () => {
    given(backupAggregate, []).when(request).then([importRequested]);
    expect(given(backupAggregate, [importRequested]).state).toMatchObject({
      id: backupId,
      project_id: data.project_id,
      status: 'creating',
      volume_id: '00000000-0000-0000-0000-000000000000',
      display_name: null,
      parent_id: parentId,
      size: 2,
    });
  });

  it('then applies the record, and what is this service its own', () => {
    given(backupAggregate, [importRequested])
      .when((state) => completeImport(state, place))
      .then([backupImported])
      .thenState({ ...data.record, ...place, status: 'available', phase: 'done', importing: null });
  });

  it('takes missing times from the moment it was asked for', () => {
    const record = { ...data.record, created_at: null, data_timestamp: null };
    const { state } = given(backupAggregate, [
      { ...importRequested, data: { ...data, record } },
      backupImported,
    ]);
    expect(state?.created_at).toBe('2026-11-21T05:00:00.000000');
    expect(state?.data_timestamp).toBe(state?.created_at);
  });

  it('of an id in use is refused', () => {
    for (const history of [availableBackup, [importRequested]]) {
      given(backupAggregate, history)
        .when(request)
        .thenThrows('InvalidBackup', 'Invalid backup: Backup already exists in database.');
    }
  });

  it('of a deleted id brings it back to life, under its old name at first', () => {
    given(backupAggregate, deletedBackup).when(request).then([importRequested]);
    given(backupAggregate, [...deletedBackup, importRequested, backupImported]).thenState({
      status: 'available',
      deleted_at: null,
      children: [],
    });
    expect(given(backupAggregate, [...deletedBackup, importRequested]).state?.display_name).toBe('nightly');
  });

  it('that was given up meanwhile is refused', () => {
    const [abandoned] = abandonBackup('too slow');
    if (abandoned === undefined) throw new Error('nothing was abandoned');
    const { state } = given(backupAggregate, [...deletedBackup, abandoned]);
    expect(state?.status).toBe('deleted');
    given(backupAggregate, [...deletedBackup, abandoned])
      .when((now) => requestImport(now, false, data))
      .thenThrows('ResourceConflict', `The import of backup ${backupId} was given up.`);
  });

  it('that failed is an error with a reason', () => {
    given(backupAggregate, [importRequested])
      .when((state) => failImport(state, 'no such service'))
      .then([{ type: 'BackupImportFailed', data: { fail_reason: 'no such service' } }])
      .thenState({ status: 'error', fail_reason: 'no such service', phase: 'done', importing: null });
  });

  it('that is over or cancelled is not ended again', () => {
    const forced = requestForcedDelete(given(backupAggregate, [importRequested]).state, backupId, later);
    for (const history of [
      [importRequested, backupImported],
      [importRequested, ...forced],
    ]) {
      given(backupAggregate, history)
        .when((state) => completeImport(state, place))
        .thenNothing();
      given(backupAggregate, history)
        .when((state) => failImport(state, 'late'))
        .thenNothing();
    }
  });
});

it('The parent of an imported incremental keeps it once, whatever its own status', () => {
  const adopt = (state: BackupState | null) => adoptChild(state, childId);
  given(backupAggregate, [importRequested]).when(adopt).then([childRegistered]).when(adopt).thenNothing();
  given(backupAggregate, deletedBackup).when(adopt).thenNothing();
  given(backupAggregate, []).when(adopt).thenNothing();
});
