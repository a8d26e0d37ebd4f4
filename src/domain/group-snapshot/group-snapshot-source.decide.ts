import type { GroupSnapshotEvent } from './group-snapshot.events.js';
import { existingGroupSnapshot, type GroupSnapshotState } from './group-snapshot.state.js';
import { groupSnapshotNotFound } from '../shared/errors.js';

/** Kept from deletion until the group that is made of it is there, or is not. One that is being deleted is gone. */
export const holdForGroup = (
  state: GroupSnapshotState | null,
  id: string,
  group_id: string,
): GroupSnapshotEvent[] => {
  const { source_of, deletion } = existingGroupSnapshot(state, id);
  if (deletion !== null) throw groupSnapshotNotFound(id);
  return source_of.includes(group_id) ? [] : [{ type: 'GroupSnapshotSourceHeld', data: { group_id } }];
};

/** Nothing happens unless that group holds it. */
export const releaseFromGroup = (state: GroupSnapshotState | null, group_id: string): GroupSnapshotEvent[] =>
  state?.source_of.includes(group_id) === true
    ? [{ type: 'GroupSnapshotSourceReleased', data: { group_id } }]
    : [];
