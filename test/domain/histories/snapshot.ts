import type { SnapshotToCreate } from '../../../src/domain/snapshot/snapshot.decide.js';
import type { SnapshotEvent } from '../../../src/domain/snapshot/snapshot.events.js';
import { backupId } from './backup.js';
import { snapshotId, volumeId } from './volume.js';

export { backupId, snapshotId, volumeId };

export const snapshotToCreate: SnapshotToCreate = {
  snapshot_id: snapshotId,
  volume_id: volumeId,
  project_id: 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c',
  user_id: 'e2b9f1c3d4f55a6b8c7d9e0f1a2b3c4d',
  size: 2,
  display_name: 'before the upgrade',
  display_description: null,
  metadata: {},
  volume_type_id: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06',
  volume_type: '__DEFAULT__',
  availability_zone: 'nova',
};

export const snapshotRequested: SnapshotEvent = { type: 'SnapshotCreateRequested', data: snapshotToCreate };
export const availableSnapshot: readonly SnapshotEvent[] = [
  snapshotRequested,
  { type: 'SnapshotCreated', data: {} },
];
export const snapshotReset = (from: string, to: string): SnapshotEvent => ({
  type: 'SnapshotStatusReset',
  data: { from, to },
});
export const snapshotInStatus = (status: string): readonly SnapshotEvent[] =>
  status === 'available' ? availableSnapshot : [...availableSnapshot, snapshotReset('available', status)];

export const snapshotLocked: SnapshotEvent = {
  type: 'SnapshotStatusChanged',
  data: {
    from: 'available',
    to: 'backing-up',
    reason: 'backup requested',
    operation: 'backup',
    operation_id: backupId,
    locked: true,
  },
};
export const backingUpSnapshot: readonly SnapshotEvent[] = [...availableSnapshot, snapshotLocked];
export const snapshotDeletionRequested = (force = false): SnapshotEvent => ({
  type: 'SnapshotDeletionRequested',
  data: { force },
});
export const snapshotDeleted: SnapshotEvent = { type: 'SnapshotDeleted', data: {} };
