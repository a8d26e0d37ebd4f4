import { backupNotFound, invalidBackup } from '../shared/errors.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupState } from './backup.state.js';

export type BackupData<T extends BackupEvent['type']> = Extract<BackupEvent, { type: T }>['data'];
export type BackupToCreate = BackupData<'BackupRequested'>;

export const existingBackup = (state: BackupState | null, id: string): BackupState => {
  if (state === null || state.deleted_at !== null) throw backupNotFound(id);
  return state;
};

export const requestBackup = (backup: BackupToCreate): BackupEvent[] => [
  { type: 'BackupRequested', data: backup },
];

export const abandonBackup = (reason: string): BackupEvent[] => [
  { type: 'BackupAbandoned', data: { reason } },
];

/** PUT /backups: the name and description as given, metadata as a whole (spec/backups-api.md 2.2). */
export const updateBackup = (
  state: BackupState | null,
  id: string,
  changes: BackupData<'BackupUpdated'>,
): BackupEvent[] => {
  existingBackup(state, id);
  return Object.keys(changes).length === 0 ? [] : [{ type: 'BackupUpdated', data: changes }];
};

/** The parent of a new incremental; the refusal is what a client without any full backup reads. */
export const registerChild = (state: BackupState | null, childId: string): BackupEvent[] => {
  if (state === null || state.deleted_at !== null || state.status !== 'available') {
    throw invalidBackup('No backups available to do an incremental backup.');
  }
  return state.children.includes(childId)
    ? []
    : [{ type: 'BackupChildRegistered', data: { child_backup_id: childId } }];
};

export const removeChild = (state: BackupState | null, childId: string): BackupEvent[] =>
  state?.children.includes(childId) === true
    ? [{ type: 'BackupChildRemoved', data: { child_backup_id: childId } }]
    : [];

/** A child finished well. One that was removed meanwhile is not counted again by a worker that comes late. */
export const addDependent = (state: BackupState | null, childId: string): BackupEvent[] =>
  state?.children.includes(childId) === true && !state.dependents.includes(childId)
    ? [{ type: 'BackupDependentAdded', data: { child_backup_id: childId } }]
    : [];

/**
 * The backup is `restoring` until its last restore ends. A restore of a backup that is being restored is refused, as in
 * Cinder (spec/backups-api.md 5.3).
 */
export const startRestore = (
  state: BackupState | null,
  id: string,
  restore: BackupData<'BackupRestoreStarted'>,
): BackupEvent[] => {
  const backup = existingBackup(state, id);
  if (backup.active_restores.includes(restore.restore_id)) return [];
  if (backup.status !== 'available') throw invalidBackup('Backup status must be available');
  return [{ type: 'BackupRestoreStarted', data: restore }];
};

export const finishRestore = (
  state: BackupState | null,
  restoreId: string,
  outcome: 'completed' | 'failed' | 'abandoned',
): BackupEvent[] =>
  state?.active_restores.includes(restoreId) === true
    ? [{ type: 'BackupRestoreFinished', data: { restore_id: restoreId, outcome } }]
    : [];

/** Rules and texts of spec/backups-api.md 5.4. Children are looked for in every project, failed ones included. */
export const requestDelete = (state: BackupState | null, id: string): BackupEvent[] => {
  const backup = existingBackup(state, id);
  if (backup.status !== 'available' && backup.status !== 'error') {
    throw invalidBackup('Backup status must be available or error');
  }
  if (backup.children.length > 0) throw invalidBackup('Incremental backups exist for this backup.');
  return [{ type: 'BackupDeletionRequested', data: {} }];
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

/** Cinder's column is 255 characters wide; a character is never cut in half. */
export const cut = (reason: string): string => Array.from(reason).slice(0, 255).join('');
