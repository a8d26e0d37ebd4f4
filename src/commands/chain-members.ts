import { backupAggregate, type BackupState } from '../domain/backup/backup.state.js';
import type { AggregateStore } from './aggregate-store.js';

/** A backup that others name; without a state its stream has not begun. */
export interface ChainMember {
  readonly id: string;
  readonly state: BackupState | null;
}

/** Everything on top of a backup, parents before their children; what is gone is left out. */
export const dependentsOf = async (
  store: AggregateStore,
  root: Pick<BackupState, 'id' | 'children'>,
): Promise<readonly ChainMember[]> => {
  const found: ChainMember[] = [];
  const seen = new Set([root.id]);
  const open = [...root.children];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const { state, revision } = await store.load(backupAggregate, id);
    // Closed before it began, or deleted.
    if (revision >= 0n && (state === null || state.deleted_at !== null)) continue;
    found.push({ id, state });
    open.push(...(state?.children ?? []));
  }
  return found;
};

/** What a backup is based on, its parent first. Ends where a record is missing, and after one round of a circle. */
export const ancestorsOf = async (
  store: AggregateStore,
  { id, parent_id }: Pick<BackupState, 'id' | 'parent_id'>,
): Promise<readonly BackupState[]> => {
  const found: BackupState[] = [];
  const seen = new Set<string>();
  for (let next = parent_id; next !== null && !seen.has(next); next = found.at(-1)?.parent_id ?? null) {
    seen.add(next);
    const { state } = await store.load(backupAggregate, next);
    if (state === null || state.deleted_at !== null) break;
    found.push(state);
    if (next === id) break;
  }
  return found;
};
