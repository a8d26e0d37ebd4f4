import { failDelete, requestCascade } from '../../domain/backup/backup-deletion.decide.js';
import { requestMerge } from '../../domain/backup/backup-merge.decide.js';
import { abandonBackup, removeChild } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import {
  isBeingRead,
  requireChildDetachable,
  requireMemberDeletable,
} from '../../domain/backup/chain-member.decide.js';
import { DomainError } from '../../domain/shared/errors.js';
import { toCinderTime } from '../../domain/shared/time.js';
import { AlreadyExists } from '../aggregate-store.js';
import { dependentsOf } from '../chain-members.js';
import type { CommandContext } from '../command-context.js';
import type { Step, StepDependencies } from '../step.js';

type Needs = Pick<StepDependencies, 'store' | 'clock'>;

/**
 * Asks every child that is left to go, or to take this layer over. Each does it by its own steps and then leaves the parent's
 * books, and the last one makes the parent's own deletion due. A child that cannot keeps its parent; its deletion fails once no
 * other child is at work on this layer.
 */
export const settleChildren =
  (needs: Needs): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const children = await childrenLeft(needs, backup, context);
    const failed = children.find((child) => hasFailedNow(child, backup));
    let failure = failed === undefined ? null : reasonOf(failed, backup);
    let isReadByChild = children.some(({ merging }) => merging !== null);
    for (const child of failure === null ? children : []) {
      const asked = await ask(needs, backup, child, context);
      isReadByChild ||= asked.isMerging;
      failure = asked.failure;
      if (failure !== null) break;
    }
    if (failure === null || isReadByChild) return;
    const reason = failure;
    await needs.store.execute(backupAggregate, id, context, (state) => failDelete(state, reason));
  };

/** Those that are gone leave the books. */
const childrenLeft = async (
  { store }: Needs,
  { id, children }: BackupState,
  context: CommandContext,
): Promise<readonly BackupState[]> => {
  const left: BackupState[] = [];
  for (const childId of children) {
    const child = await childOrClosed(store, childId, context);
    if (child !== null && child.deleted_at === null && child.parent_id === id) left.push(child);
    else await store.execute(backupAggregate, id, context, (state) => removeChild(state, childId));
  }
  return left;
};

const reasonOf = ({ id, gave_up }: BackupState, { children_first }: BackupState): string => {
  const what = children_first?.how === 'detach' ? 'detached' : 'deleted';
  return `Backup ${id} could not be ${what}: ${gave_up?.fail_reason}`;
};

interface Asked {
  /** Why the parent's deletion fails, or null. */
  readonly failure: string | null;
  readonly isMerging: boolean;
}

const ask = async (
  needs: Needs,
  parent: BackupState,
  child: BackupState,
  context: CommandContext,
): Promise<Asked> => {
  const { how = 'delete', all_projects = false } = parent.children_first ?? {};
  const now = toCinderTime(needs.clock.now());
  const request = { project_id: parent.project_id, all_projects, now };
  if (child.merging !== null || (await mustWait(needs, how, child))) {
    return { failure: null, isMerging: child.merging !== null };
  }
  try {
    const { state } = await needs.store.execute(backupAggregate, child.id, context, (found) => {
      if (found === null || found.deleted_at !== null || found.parent_id !== parent.id) return [];
      if (how === 'detach') {
        // A verification that began since; it ends, and the reconciler asks again.
        if (found.verifying !== null) return [];
        requireChildDetachable(found, child.id, request);
        return requestMerge(found, parent.id);
      }
      requireMemberDeletable(found, child.id, request);
      return found.deletion === null ? requestCascade(found, child.id, now, { all_projects }) : [];
    });
    return { failure: null, isMerging: state?.merging != null };
  } catch (error) {
    if (error instanceof DomainError) return { failure: error.message, isMerging: false };
    throw error;
  }
};

/** A child that could not before this deletion gets another chance. */
const hasFailedNow = ({ gave_up, deletion }: BackupState, parent: BackupState): boolean =>
  gave_up !== null && deletion === null && gave_up.at >= (parent.deletion_requested_at ?? '');

/**
 * A child that is still being made, or is going anyway, is asked later: the reconciler comes back. So is one whose layers are
 * being read; new restores on top of a backup that is being deleted are refused, so this ends.
 */
const mustWait = async ({ store }: Needs, how: string, child: BackupState): Promise<boolean> => {
  if (how === 'delete') return false;
  if (child.phase !== 'done' || child.deletion !== null || isBeingRead(child)) return true;
  return (await dependentsOf(store, child)).some(({ state }) => isBeingRead(state));
};

/** A child whose request is still at work is closed before it begins: it would have no parent. */
const childOrClosed = async (
  store: Needs['store'],
  id: string,
  context: CommandContext,
): Promise<BackupState | null> => {
  const { state, revision } = await store.load(backupAggregate, id);
  if (revision >= 0n) return state;
  try {
    await store.create(backupAggregate, id, context, abandonBackup('its parent is deleted'));
    return null;
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
    return (await store.load(backupAggregate, id)).state;
  }
};
