import { backupNotFound, invalidBackup } from '../shared/errors.js';
import type { BackupEvent, ResettableStatus } from './backup.events.js';
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

/** An administrator may have written `available` on a backup that is still being made, or already being deleted. */
export const isUsable = ({ status, phase, deletion, deleted_at }: BackupState): boolean =>
  status === 'available' && phase === 'done' && deletion === null && deleted_at === null;

/** Its objects stay what they are, so restores may read them. */
const isAtRest = ({ merging }: BackupState): boolean => merging === null;

/** @throws DomainError */
export const requireAtRest = (backup: BackupState): BackupState => {
  if (backup.merging === null) return backup;
  throw invalidBackup(
    `Backup ${backup.id} is taking over the data of backup ${backup.merging.layer_backup_id}.`,
  );
};

/** The parent of a new incremental; the refusal is what a client without any full backup reads. */
export const registerChild = (state: BackupState | null, childId: string): BackupEvent[] => {
  if (state === null || !isUsable(state)) {
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
 * Cinder (spec/backups-api.md 5.3); a new volume made from it joins the restores that run (spec/backup-workflow.md 4.1).
 */
export const startRestore = (
  state: BackupState | null,
  id: string,
  restore: BackupData<'BackupRestoreStarted'>,
  joins: boolean,
): BackupEvent[] => {
  const backup = existingBackup(state, id);
  if (backup.active_restores.includes(restore.restore_id)) return [];
  const isFree = isAtRest(backup) && (joins ? isReadable(backup) : isUsable(backup));
  if (!isFree) throw invalidBackup('Backup status must be available');
  return [{ type: 'BackupRestoreStarted', data: restore }];
};

/** Nothing writes to the objects now: they are complete, and at most being restored. */
export const isReadable = (backup: BackupState): boolean =>
  isUsable(backup) || (backup.status === 'restoring' && backup.active_restores.length > 0);

export const finishRestore = (
  state: BackupState | null,
  restoreId: string,
  outcome: 'completed' | 'failed' | 'abandoned',
): BackupEvent[] =>
  state?.active_restores.includes(restoreId) === true
    ? [{ type: 'BackupRestoreFinished', data: { restore_id: restoreId, outcome } }]
    : [];

/** Cinder's column is 255 characters wide; a character is never cut in half. */
export const cut = (reason: string): string => Array.from(reason).slice(0, 255).join('');

/**
 * os-reset_status. It touches neither the source nor a running operation: a create or a delete goes on, and its end writes
 * the status again. Restores are told by their own streams; when they end, the status written here stays.
 */
export const resetStatus = (state: BackupState | null, id: string, to: ResettableStatus): BackupEvent[] => {
  const { status: from } = existingBackup(state, id);
  return [{ type: 'BackupStatusReset', data: { from, to } }];
};
