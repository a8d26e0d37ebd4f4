import { invalidBackup } from '../shared/errors.js';
import { requireNotHeld } from './backup-hold.decide.js';
import { cut, existingBackup, requireAtRest, type BackupData } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupState } from './backup.state.js';

/**
 * Whether a backup may be deleted now, its children left aside: the one place that decides it, for a single delete, for every
 * member of a cascade and for a detach. Rules and texts of spec/backups-api.md 5.4.
 * `now` decides whether a hold still counts; in Cinder's form.
 */
export const requireDeletable = (state: BackupState | null, id: string, now: string): BackupState => {
  const backup = existingBackup(state, id);
  if (backup.status !== 'available' && backup.status !== 'error') {
    throw invalidBackup('Backup status must be available or error');
  }
  return requireFree(backup, now);
};

/** Children are looked for in every project, failed ones included. */
export const requestDelete = (state: BackupState | null, id: string, now: string): BackupEvent[] =>
  deletionOf(requireChildless(requireDeletable(state, id, now)), {});

/** Whatever the status: this is also how a running create is cancelled. Children and holds block it too. */
export const requestForcedDelete = (state: BackupState | null, id: string, now: string): BackupEvent[] =>
  deletionOf(requireChildless(requireFree(existingBackup(state, id), now)), { force: true });

/** The deletion waits until nothing is left on top of the backup. */
export const requestCascade = (
  state: BackupState | null,
  id: string,
  now: string,
  data: BackupData<'BackupCascadeRequested'>,
): BackupEvent[] =>
  deletionOf(requireDeletable(state, id, now), {}, { type: 'BackupCascadeRequested', data });

/** The deletion waits until every child has taken over what it needs. */
export const requestDetach = (
  state: BackupState | null,
  id: string,
  now: string,
  data: BackupData<'BackupDetachRequested'>,
): BackupEvent[] => deletionOf(requireDeletable(state, id, now), {}, { type: 'BackupDetachRequested', data });

const requireChildless = (backup: BackupState): BackupState => {
  if (backup.children.length > 0) throw invalidBackup('Incremental backups exist for this backup.');
  return backup;
};

const requireFree = (backup: BackupState, now: string): BackupState => {
  requireNotHeld(backup, now);
  return requireAtRest(backup);
};

const deletionOf = (
  backup: BackupState,
  data: BackupData<'BackupDeletionRequested'>,
  ...before: BackupEvent[]
): BackupEvent[] => {
  // Its status was reset while it was being deleted: that goes on.
  if (backup.deletion !== null) return [];
  const cancel: BackupEvent = { type: 'BackupCancelRequested', data: { reason: 'the backup is deleted' } };
  return [
    ...before,
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
