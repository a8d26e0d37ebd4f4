import {
  availableBackup,
  backupId,
  backupRequested,
  childRegistered,
  childRemoved,
  deletedBackup,
  deletionRequested,
  erroredBackup,
  objectsDeleted,
  restoringBackup,
  later,
} from '../../../test/domain/histories/backup.js';
import { given, momentOf } from '../../../test/support/given.js';
import { completeDelete, failDelete, recordObjectsDeleted, requestDelete } from './backup-deletion.decide.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const request = (state: BackupState | null) => requestDelete(state, backupId, later);

describe('A delete', () => {
  it.each([
    ['available', availableBackup],
    ['error', erroredBackup],
  ])('of a backup that is %s makes it deleting', (_, history) => {
    given(backupAggregate, history)
      .when(request)
      .then([deletionRequested])
      .thenState({ status: 'deleting', deletion: 'requested' });
  });

  it.each([
    ['creating', [backupRequested]],
    ['restoring', restoringBackup],
    ['deleting', [...availableBackup, deletionRequested]],
  ])('of a backup that is %s is refused', (_, history) => {
    given(backupAggregate, history)
      .when(request)
      .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available or error');
  });

  it('of a parent is refused, though the child may have failed or be of another project', () => {
    given(backupAggregate, [...availableBackup, childRegistered])
      .when(request)
      .thenThrows('InvalidBackup', 'Invalid backup: Incremental backups exist for this backup.');
  });

  it('of a parent whose children are gone is accepted', () => {
    given(backupAggregate, [...availableBackup, childRegistered, childRemoved])
      .when(request)
      .then([deletionRequested]);
  });

  it.each([
    ['never made', []],
    ['deleted', deletedBackup],
  ])('of a backup that was %s finds nothing', (_, history) => {
    given(backupAggregate, history)
      .when(request)
      .thenThrows('BackupNotFound', `Backup ${backupId} could not be found.`);
  });
});

describe('A delete that runs', () => {
  const deleting = [...availableBackup, deletionRequested];

  it('removes the objects, then the backup', () => {
    given(backupAggregate, deleting)
      .when((state) => recordObjectsDeleted(state, 43))
      .then([objectsDeleted])
      .when(completeDelete)
      .then([{ type: 'BackupDeleted', data: {} }])
      .thenState({ status: 'deleted', deletion: null, deleted_at: momentOf(deleting.length + 1) });
  });

  it('does not remove the backup while objects remain', () => {
    given(backupAggregate, deleting).when(completeDelete).thenNothing();
  });

  it('counts its objects once', () => {
    given(backupAggregate, [...deleting, objectsDeleted])
      .when((state) => recordObjectsDeleted(state, 0))
      .thenNothing();
  });

  it('that fails leaves an error that can be deleted again', () => {
    given(backupAggregate, deleting)
      .when((state) => failDelete(state, 'backup directory is read-only'))
      .then([{ type: 'BackupDeletionFailed', data: { fail_reason: 'backup directory is read-only' } }])
      .thenState({ status: 'error', deletion: null, fail_reason: 'backup directory is read-only' });
  });

  it('is asked for again after a failure', () => {
    given(backupAggregate, [
      ...deleting,
      { type: 'BackupDeletionFailed', data: { fail_reason: 'backup directory is read-only' } },
    ])
      .when(request)
      .then([deletionRequested]);
  });
});

describe('A worker of a delete that comes late', () => {
  it.each([
    ['nobody asked', availableBackup],
    ['it is over', deletedBackup],
    ['there is no backup', []],
  ])('changes nothing: %s', (_, history) => {
    given(backupAggregate, history)
      .when((state) => recordObjectsDeleted(state, 1))
      .thenNothing()
      .when(completeDelete)
      .thenNothing()
      .when((state) => failDelete(state, 'late'))
      .thenNothing();
  });
});
