import { DomainError, invalidBackup } from '../shared/errors.js';
import { cut, type BackupData } from './backup.decide.js';
import type { BackupEvent } from './backup.events.js';
import type { BackupState } from './backup.state.js';

export type BackupToImport = BackupData<'BackupImportRequested'>;

/** An id that is in use, in whichever project, cannot be imported; that of a deleted backup can. */
export const requireImportable = (state: BackupState | null): void => {
  if (state !== null && state.deleted_at === null) throw invalidBackup('Backup already exists in database.');
};

/** Backups that are based on each other could never be restored, nor deleted. */
export const requireNoCircle = (id: string, ancestors: readonly Pick<BackupState, 'parent_id'>[]): void => {
  if (ancestors.some(({ parent_id }) => parent_id === id)) throw invalidBackup(ownAncestor(id));
};

export const ownAncestor = (id: string): string => `Backup ${id} would be based on itself.`;

/** `unchanged`: nothing was recorded since the quota was reserved for it. */
export const requestImport = (
  state: BackupState | null,
  unchanged: boolean,
  backup: BackupToImport,
): BackupEvent[] => {
  requireImportable(state);
  if (!unchanged) {
    throw new DomainError('ResourceConflict', `The import of backup ${backup.backup_id} was given up.`);
  }
  return [{ type: 'BackupImportRequested', data: backup }];
};

export const completeImport = (
  state: BackupState | null,
  place: BackupData<'BackupImported'>,
): BackupEvent[] =>
  state?.phase === 'importing' && !state.cancelling ? [{ type: 'BackupImported', data: place }] : [];

export const failImport = (state: BackupState | null, fail_reason: string): BackupEvent[] =>
  state?.phase === 'importing' && !state.cancelling
    ? [{ type: 'BackupImportFailed', data: { fail_reason: cut(fail_reason) } }]
    : [];

/** The parent of an imported incremental. The links of a chain hold again, in whatever order its members are imported. */
export const adoptChild = (state: BackupState | null, childId: string): BackupEvent[] =>
  state === null || state.deleted_at !== null || state.children.includes(childId)
    ? []
    : [{ type: 'BackupChildRegistered', data: { child_backup_id: childId } }];
