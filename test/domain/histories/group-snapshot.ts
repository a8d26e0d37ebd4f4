import type { GroupSnapshotToCreate } from '../../../src/domain/group-snapshot/group-snapshot.decide.js';
import type { GroupSnapshotEvent } from '../../../src/domain/group-snapshot/group-snapshot.events.js';
import { snapshotId, volumeId } from './volume.js';

export const groupId = '7b1e9f3c-2d5a-4c68-8e07-4a9d6c1f0b52';
export const groupSnapshotId = '1d8c5e0a-9b74-4f21-a3c6-6e2f7d4b8a19';

export const groupSnapshotToCreate: GroupSnapshotToCreate = {
  group_snapshot_id: groupSnapshotId,
  group_id: groupId,
  group_type_id: 'c6f2a9d4-1e8b-4730-b5a7-3d9e0f4c6b81',
  project_id: 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c',
  user_id: 'e2b9f1c3d4f55a6b8c7d9e0f1a2b3c4d',
  name: 'before the upgrade',
  description: null,
  members: [
    {
      snapshot_id: snapshotId,
      volume_id: volumeId,
      size: 2,
      volume_type_id: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06',
      volume_type: '__DEFAULT__',
      availability_zone: 'nova',
    },
  ],
};

export const groupSnapshotRequested: GroupSnapshotEvent = {
  type: 'GroupSnapshotRequested',
  data: groupSnapshotToCreate,
};
export const availableGroupSnapshot: readonly GroupSnapshotEvent[] = [
  groupSnapshotRequested,
  { type: 'GroupSnapshotCreated', data: {} },
];
export const groupSnapshotInStatus = (status: string): readonly GroupSnapshotEvent[] => [
  ...availableGroupSnapshot,
  { type: 'GroupSnapshotStatusReset', data: { from: 'available', to: status } },
];
export const groupSnapshotDeletionRequested: GroupSnapshotEvent = {
  type: 'GroupSnapshotDeletionRequested',
  data: {},
};
export const deletedGroupSnapshot: readonly GroupSnapshotEvent[] = [
  ...availableGroupSnapshot,
  groupSnapshotDeletionRequested,
  { type: 'GroupSnapshotDeleted', data: {} },
];
