import { DomainError, invalidBackup } from '../shared/errors.js';
import { requireDeletable } from './backup-deletion.decide.js';
import { isUsable } from './backup.decide.js';
import type { BackupState } from './backup.state.js';

/** The backup that is deleted, and whether backups of other projects may be touched for it. */
export interface ChainRequest {
  readonly project_id: string;
  readonly all_projects: boolean;
  /** Decides whether a hold still counts; in Cinder's form. */
  readonly now: string;
}

/**
 * Whether a backup on top of the one that is deleted can go with it. One that is being deleted already can, unless its own
 * children are to stay. @throws DomainError naming the member
 */
export const requireMemberDeletable = (state: BackupState | null, id: string, request: ChainRequest): void =>
  naming(id, 'deleted', () => {
    const member = requireOwn(state, request);
    if (member.deletion === null) requireDeletable(member, id, request.now);
    else if (member.children_first?.how === 'detach') throw invalidBackup('its children are being detached');
  });

/** Whether a child can take over the layer of the backup that is deleted. @throws DomainError naming the child */
export const requireChildDetachable = (state: BackupState | null, id: string, request: ChainRequest): void =>
  naming(id, 'detached', () => {
    const child = requireOwn(state, request);
    if (!isUsable(child)) throw invalidBackup('Backup status must be available');
    if (child.merging !== null) throw invalidBackup('it is being detached already');
  });

/** A restore reads every layer below its backup, so none of them may change. @throws DomainError naming the member */
export const requireNotRestoring = (state: BackupState | null, id: string): void => {
  if (isRestoring(state)) throw invalidBackup(`Backup ${id} is being restored.`);
};

/** Somebody reads its objects, and the layers below it. */
export const isBeingRead = (state: BackupState | null): boolean =>
  isRestoring(state) || (state?.verifying ?? null) !== null;

const isRestoring = (state: BackupState | null): boolean => (state?.active_restores ?? []).length > 0;

/** Without a state its request is still at work. */
const requireOwn = (state: BackupState | null, { project_id, all_projects }: ChainRequest): BackupState => {
  if (state === null) throw invalidBackup('it is being created');
  if (!all_projects && state.project_id !== project_id) throw invalidBackup('it belongs to another project');
  return state;
};

const naming = (id: string, what: string, check: () => void): void => {
  try {
    check();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const reason = error.message.replace(/^Invalid backup: /, '').replace(/\.$/, '');
    throw invalidBackup(`Backup ${id} cannot be ${what}: ${reason}.`);
  }
};
