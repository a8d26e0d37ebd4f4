import { invalidGroup } from '../shared/errors.js';
import type { GroupEvent } from './group.events.js';
import type { VolumeState } from '../volume/volume.state.js';
import { existingGroup, type GroupState } from './group.state.js';

/**
 * What no group of any place may be deleted with; one that was never placed has nothing, and goes in any status.
 * With its volumes a group goes in any status, too. Deleting again what is being deleted changes nothing.
 */
export const requestDelete = (
  state: GroupState | null,
  id: string,
  delete_volumes: boolean,
): GroupEvent[] => {
  const group = existingGroup(state, id);
  if (group.deletion !== null) return [];
  if (group.group_snapshot_ids.length > 0) throw invalidGroup('Group has existing snapshots.');
  if (!delete_volumes) {
    if (group.host !== null && !['available', 'error'].includes(group.status)) {
      throw invalidGroup(`Group status must be available or error, but current status is: ${group.status}`);
    }
    if (group.volume_ids.length > 0) {
      throw invalidGroup(
        `Group ${id} still contains volumes. The delete-volumes flag is required to delete it.`,
      );
    }
  }
  return [{ type: 'GroupDeletionRequested', data: { delete_volumes } }];
};

export const completeDelete = (state: GroupState | null): GroupEvent[] =>
  state === null || state.deleted_at !== null ? [] : [{ type: 'GroupDeleted', data: {} }];

export const failDelete = (state: GroupState | null, reason: string): GroupEvent[] =>
  state === null || state.deletion === null ? [] : [{ type: 'GroupDeletionFailed', data: { reason } }];

/** What Cinder looks at before it deletes the volumes of a group. @throws InvalidGroup */
export const checkGoesWithGroup = (volume: VolumeState | null, groupId: string): void => {
  if (volume === null) return;
  if (volume.attach_status === 'attached') {
    throw invalidGroup(`Volume in group ${groupId} is attached. Need to detach first.`);
  }
  if (volume.snapshot_ids.length > 0) throw invalidGroup('Volume in group still has dependent snapshots.');
};

/** A group that is being made of it needs it yet. */
export const beingCopied = (id: string, delete_volumes: boolean): Error => {
  const reason = delete_volumes
    ? 'Group status must be available or error and must not have dependent group snapshots'
    : 'Group must not have attached volumes, volumes with snapshots, or dependent group snapshots';
  return invalidGroup(
    `Cannot delete group ${id}. ${reason}, and it cannot be the source for an ongoing group or group snapshot creation.`,
  );
};
