import { invalidBackup } from '../shared/errors.js';
import { cut, existingBackup, type BackupData } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupState } from './backup.state.js';

/** Rules and texts of spec/backups-api.md 5.4. Children are looked for in every project, failed ones included. */
export const requestDelete = (state: BackupState | null, id: string): BackupEvent[] => {
  const backup = existingBackup(state, id);
  if (backup.status !== 'available' && backup.status !== 'error') {
    throw invalidBackup('Backup status must be available or error');
  }
  return deletionOf(backup, {});
};

/** Whatever the status: this is also how a running create is cancelled. Children block it too. */
export const requestForcedDelete = (state: BackupState | null, id: string): BackupEvent[] =>
  deletionOf(existingBackup(state, id), { force: true });

const deletionOf = (backup: BackupState, data: BackupData<'BackupDeletionRequested'>): BackupEvent[] => {
  if (backup.children.length > 0) throw invalidBackup('Incremental backups exist for this backup.');
  // Its status was reset while it was being deleted: that goes on.
  if (backup.deletion !== null) return [];
  const cancel: BackupEvent = { type: 'BackupCancelRequested', data: { reason: 'the backup is deleted' } };
  return [
    { type: 'BackupDeletionRequested', data },
    ...(backup.phase === 'done' || backup.cancelling ? [] : [cancel]),
  ];
};

export const recordObjectsDeleted = (state: BackupState | null, objects_deleted: number): BackupEvent[] =>
  state?.deletion === 'requested' ? [{ type: 'BackupObjectsDeleted', data: { objects_deleted } }] : [];

export const completeDelete = (state: BackupState | null): BackupEvent[] =>
  state?.deletion === 'objectsDeleted' ? [{ type: 'BackupDeleted', data: {} }] : [];

/** A failed delete ends in `error`, not `error_deleting` (spec/backup-workflow.md 1.1): it can be deleted again. */
export const failDelete = (state: BackupState | null, fail_reason: string): BackupEvent[] =>
  state === null || state.deletion === null
    ? []
    : [{ type: 'BackupDeletionFailed', data: { fail_reason: cut(fail_reason) } }];
