import type { GroupEvent } from '../../../src/domain/group/group.events.js';
import { volumeId } from './backup.js';

export const groupId = '7b1e9f3c-2d5a-4c68-8e07-4a9d6c1f0b52';
export const otherVolumeId = 'a4d8c2f6-1b3e-4579-90ac-5e7f2d6b8c31';
export const typeId = '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06';
export const changeId = '5a3f8e1c-7d20-4b96-9c4e-0f6b2d8a1e73';
export const place = 'block-1@file#file';

type Data<T extends GroupEvent['type']> = Extract<GroupEvent, { type: T }>['data'];

export const groupRequested = (more: Partial<Data<'GroupRequested'>> = {}): GroupEvent => ({
  type: 'GroupRequested',
  data: {
    group_id: groupId,
    project_id: 'p',
    user_id: 'u',
    name: 'a group',
    description: null,
    group_type_id: 'gt',
    volume_type_ids: [typeId],
    availability_zone: 'nova',
    host: null,
    source: null,
    members: [],
    ...more,
  },
});

/** Made from another group, with one volume. */
export const copyRequested = groupRequested({
  host: place,
  source: { kind: 'group', id: 'another' },
  members: [
    {
      volume_id: volumeId,
      source: 'volume',
      source_id: 'original',
      size: 1,
      volume_type_id: typeId,
      volume_type: '__DEFAULT__',
      bootable: false,
    },
  ],
});

export const groupCreated: GroupEvent = { type: 'GroupCreated', data: { host: place } };
export const volumeAdded = (volume_id = volumeId): GroupEvent => ({
  type: 'GroupVolumeAdded',
  data: { volume_id },
});
export const volumeRemoved = (volume_id = volumeId): GroupEvent => ({
  type: 'GroupVolumeRemoved',
  data: { volume_id },
});
export const groupReset = (to: string, from = 'available'): GroupEvent => ({
  type: 'GroupStatusReset',
  data: { from, to },
});
export const membersChangeRequested = (more: Partial<Data<'GroupMembersChangeRequested'>>): GroupEvent => ({
  type: 'GroupMembersChangeRequested',
  data: { change_id: changeId, add: [], remove: [], ...more },
});
export const deletionRequested = (delete_volumes: boolean): GroupEvent => ({
  type: 'GroupDeletionRequested',
  data: { delete_volumes },
});

export const availableGroup: readonly GroupEvent[] = [groupRequested(), groupCreated];
export const groupWithVolume: readonly GroupEvent[] = [...availableGroup, volumeAdded()];
