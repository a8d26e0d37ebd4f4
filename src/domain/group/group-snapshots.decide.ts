import { invalidGroup } from '../shared/errors.js';
import type { GroupEvent } from './group.events.js';
import { existingGroup, isBusy, type GroupState } from './group.state.js';

export const noGroupSnapshot = (): Error =>
  invalidGroup(
    "Source group cannot be empty or in 'creating' or 'updating' state. No group snapshot will be created.",
  );

/** The group cannot be deleted from now on; who is in it at this moment is in the snapshot. */
export const addGroupSnapshot = (
  state: GroupState | null,
  id: string,
  group_snapshot_id: string,
): GroupEvent[] => {
  const group = existingGroup(state, id);
  if (group.group_snapshot_ids.includes(group_snapshot_id)) return [];
  const settled = !isBusy(group) && !['creating', 'updating'].includes(group.status);
  if (!settled || group.volume_ids.length === 0) throw noGroupSnapshot();
  return [{ type: 'GroupSnapshotAdded', data: { group_snapshot_id } }];
};

export const removeGroupSnapshot = (state: GroupState | null, group_snapshot_id: string): GroupEvent[] =>
  state?.group_snapshot_ids.includes(group_snapshot_id) === true
    ? [{ type: 'GroupSnapshotRemoved', data: { group_snapshot_id } }]
    : [];
