import {
  availableBackup,
  backupAvailable,
  backupId,
  backupUpTo,
  deletedBackup,
  deletionRequested,
  restoreId,
  restoringBackup,
  volumeId,
  later,
} from '../../../test/domain/histories/backup.js';
import { given } from '../../../test/support/given.js';
import { finishRestore, registerChild, resetStatus, startRestore } from './backup.decide.js';
import { requestDelete } from './backup-deletion.decide.js';
import { endAvailable } from './backup-steps.decide.js';
import type { BackupEvent, ResettableStatus } from './backup.events.js';
import { backupAggregate, type BackupState } from './backup.state.js';

const to = (status: ResettableStatus) => (state: BackupState | null) => resetStatus(state, backupId, status);
const reset = (from: string, status: ResettableStatus): BackupEvent => ({
  type: 'BackupStatusReset',
  data: { from, to: status },
});

describe('os-reset_status of a backup', () => {
  it('writes the status, also for one that never reached a host', () => {
    given(backupAggregate, backupUpTo('BackupScheduled'))
      .when(to('error'))
      .then([reset('creating', 'error')])
      .thenState({ status: 'error' });
    given(backupAggregate, availableBackup).when(to('error')).thenState({ status: 'error' });
    given(backupAggregate, [...availableBackup, reset('available', 'error')])
      .when(to('available'))
      .thenState({ status: 'available' });
  });

  it('of a deleted backup finds nothing', () => {
    given(backupAggregate, deletedBackup)
      .when(to('error'))
      .thenThrows('BackupNotFound', `Backup ${backupId} could not be found.`);
  });

  it('does not stop a create, whose end writes the status again', () => {
    given(backupAggregate, [...backupUpTo('BackupDeviceUnexported'), reset('creating', 'error')])
      .when(endAvailable)
      .then([backupAvailable])
      .thenState({ status: 'available', phase: 'done' });
  });

  it('stays when the restore that was running ends', () => {
    given(backupAggregate, [...restoringBackup, reset('restoring', 'error')])
      .when((state) => finishRestore(state, restoreId, 'failed'))
      .thenState({ status: 'error', active_restores: [] });
  });

  it('does not make half a backup, or half of a deleted one, fit for use', () => {
    for (const history of [
      [...backupUpTo('BackupDeviceExported'), reset('creating', 'available')],
      [...availableBackup, deletionRequested, reset('deleting', 'available')],
    ]) {
      const restore = { restore_id: restoreId, volume_id: volumeId };
      given(backupAggregate, history)
        .when((state) => startRestore(state, backupId, restore, false))
        .thenThrows('InvalidBackup', 'Invalid backup: Backup status must be available');
      given(backupAggregate, history)
        .when((state) => registerChild(state, 'child'))
        .thenThrows('InvalidBackup', 'Invalid backup: No backups available to do an incremental backup.');
    }
  });

  it('of a backup that is being deleted leaves the deletion going on', () => {
    given(backupAggregate, [...availableBackup, deletionRequested, reset('deleting', 'error')])
      .when((state) => requestDelete(state, backupId, later))
      .thenNothing()
      .thenState({ status: 'error', deletion: 'requested' });
  });
});
