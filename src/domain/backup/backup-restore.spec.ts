import {
  availableBackup,
  backupId,
  backupRequested,
  deletedBackup,
  deletionRequested,
  erroredBackup,
  restoreId,
  restoreStarted,
  restoringBackup,
  volumeId,
} from '../../../test/domain/histories/backup.js';
import { given } from '../../../test/support/given.js';
import { finishRestore, startRestore } from './backup.decide.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const restore = { restore_id: restoreId, volume_id: volumeId };
const start = (state: BackupState | null) => startRestore(state, backupId, restore, false);
const finishedWith = (outcome: 'completed' | 'failed' | 'abandoned') =>
  ({ type: 'BackupRestoreFinished', data: { restore_id: restoreId, outcome } }) as const;

describe('A restore', () => {
  it('makes an available backup restoring and remembers the target', () => {
    given(backupAggregate, availableBackup)
      .when(start)
      .then([restoreStarted])
      .thenState({ status: 'restoring', restore_volume_id: volumeId, active_restores: [restoreId] });
  });

  it.each([
    ['creating', [backupRequested]],
    ['error', erroredBackup],
    ['deleting', [...availableBackup, deletionRequested]],
  ])('of a backup that is %s is refused', (_, history) => {
    given(backupAggregate, history)
      .when(start)
      .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available');
  });

  it('of a backup that another restore reads is refused', () => {
    given(backupAggregate, restoringBackup)
      .when((state) => startRestore(state, backupId, { ...restore, restore_id: 'another' }, false))
      .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available');
  });

  const join = (state: BackupState | null) =>
    startRestore(state, backupId, { ...restore, restore_id: 'another' }, true);

  it('into a volume made for it joins another restore; the backup is restoring until both have ended', () => {
    given(backupAggregate, restoringBackup)
      .when(join)
      .then([{ type: 'BackupRestoreStarted', data: { ...restore, restore_id: 'another' } }])
      .when((state) => finishRestore(state, restoreId, 'completed'))
      .then([finishedWith('completed')])
      .thenState({ status: 'restoring', active_restores: ['another'] });
  });

  it.each([
    ['creating', [backupRequested]],
    ['error', erroredBackup],
    ['deleting', [...availableBackup, deletionRequested]],
  ])('into a volume made for it does not join a backup that is %s', (_, history) => {
    given(backupAggregate, history)
      .when(join)
      .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available');
  });

  it.each([
    ['never made', []],
    ['deleted', deletedBackup],
  ])('of a backup that was %s finds nothing', (_, history) => {
    given(backupAggregate, history)
      .when(start)
      .thenThrows('BackupNotFound', `Backup ${backupId} could not be found.`);
  });

  it('that is started twice starts once', () => {
    given(backupAggregate, restoringBackup).when(start).thenNothing();
  });
});

describe('The end of a restore', () => {
  it.each(['completed', 'failed', 'abandoned'] as const)('leaves the backup available: %s', (outcome) => {
    given(backupAggregate, restoringBackup)
      .when((state) => finishRestore(state, restoreId, outcome))
      .then([finishedWith(outcome)])
      .thenState({
        status: 'available',
        fail_reason: null,
        active_restores: [],
        restore_volume_id: volumeId,
      });
  });

  it('is recorded once', () => {
    given(backupAggregate, [...restoringBackup, finishedWith('completed')])
      .when((state) => finishRestore(state, restoreId, 'failed'))
      .thenNothing();
  });

  it('of a restore that does not read this backup is nothing', () => {
    given(backupAggregate, restoringBackup)
      .when((state) => finishRestore(state, 'another', 'completed'))
      .thenNothing();
  });
});
