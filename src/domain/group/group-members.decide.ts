import { invalidGroup } from '../shared/errors.js';
import { present } from '../shared/present.js';
import type { GroupEvent } from './group.events.js';
import { removeVolume } from './group.decide.js';
import { existingGroup, type GroupState } from './group.state.js';

export interface GroupChange {
  readonly change_id: string;
  readonly name?: string | null;
  readonly description?: string | null;
  /** Volumes that are to come in; those that are in are left out already. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** PUT of a group. What is to come and to go was looked at before, as far as the volumes themselves tell it. */
export const updateGroup = (state: GroupState | null, id: string, wanted: GroupChange): GroupEvent[] => {
  const group = existingGroup(state, id);
  const { change_id, add, remove, ...texts } = wanted;
  const named = present(texts);
  const moves = add.length + remove.length > 0;
  if (!moves && Object.keys(named).length === 0) {
    throw invalidGroup(
      `Cannot update group ${id} because no valid name, description, add_volumes, or remove_volumes were provided.`,
    );
  }
  if (moves && (group.status !== 'available' || group.changing !== null || group.deletion !== null)) {
    throw invalidGroup('Group status must be available.');
  }
  const updated: GroupEvent[] =
    Object.keys(named).length === 0 ? [] : [{ type: 'GroupUpdated', data: named }];
  return moves
    ? [...updated, { type: 'GroupMembersChangeRequested', data: { change_id, add, remove } }]
    : updated;
};

/** While that change is under way its volumes come into the book, after they have joined themselves. */
export const enterVolume = (state: GroupState | null, changeId: string, volumeId: string): GroupEvent[] =>
  state?.changing?.change_id === changeId && !state.volume_ids.includes(volumeId)
    ? [{ type: 'GroupVolumeAdded', data: { volume_id: volumeId } }]
    : [];

/** As {@link enterVolume}, for a volume that has left. */
export const dropVolume = (state: GroupState | null, changeId: string, volumeId: string): GroupEvent[] =>
  state?.changing?.change_id === changeId ? removeVolume(state, volumeId) : [];

export const completeChange = (
  state: GroupState | null,
  changeId: string,
  failures: readonly string[],
): GroupEvent[] => {
  if (state?.changing?.change_id !== changeId) return [];
  return failures.length === 0
    ? [{ type: 'GroupMembersChanged', data: {} }]
    : [{ type: 'GroupMembersChangeFailed', data: { reason: failures.join(' ') } }];
};
