import type { VolumeToCreate } from '../../../src/domain/volume/volume.decide.js';
import type { VolumeEvent } from '../../../src/domain/volume/volume.events.js';
import { backupId, restoreId, volumeId } from './backup.js';

export { backupId, restoreId, volumeId };
export const snapshotId = 'a7c4e1b8-5d2f-4a90-8e6b-1c3d5f7a9b05';
export const attachmentId = 'd4b7a1c2-6e3f-4b58-9c0d-7a8e5f2b1c06';
export const instanceId = '5e1f7c3a-9b2d-4a64-8f0e-3c6d9a7b2e07';
export const host = 'block-1@file#file';

export const volumeToCreate: VolumeToCreate = {
  volume_id: volumeId,
  project_id: 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c',
  user_id: 'e2b9f1c3d4f55a6b8c7d9e0f1a2b3c4d',
  size: 2,
  display_name: 'database',
  display_description: null,
  volume_type_id: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06',
  volume_type: '__DEFAULT__',
  availability_zone: 'nova',
  metadata: {},
  bootable: false,
  source: 'empty',
  source_id: null,
  restore_id: null,
};

export const volumeRequested = (changes: Partial<VolumeToCreate> = {}): VolumeEvent => ({
  type: 'VolumeCreateRequested',
  data: { ...volumeToCreate, ...changes },
});

export const volumeCreated = (
  status: 'available' | 'restoring-backup' | 'creating' = 'available',
): VolumeEvent => ({ type: 'VolumeCreated', data: { host, status } });

export const availableVolume: readonly VolumeEvent[] = [volumeRequested(), volumeCreated()];

/** The status as an administrator wrote it, which takes the volume from its holder. */
export const statusReset = (status: string): VolumeEvent => ({ type: 'VolumeStatusReset', data: { status } });

export const volumeInStatus = (status: string): readonly VolumeEvent[] =>
  status === 'available' ? availableVolume : [...availableVolume, statusReset(status)];

export const lockedForBackup = (from: 'available' | 'in-use' = 'available'): VolumeEvent => ({
  type: 'VolumeStatusChanged',
  data: {
    from,
    to: 'backing-up',
    previous_status: from,
    reason: 'backup requested',
    operation: 'backup',
    operation_id: backupId,
    locked: true,
  },
});

export const lockedForRestore: VolumeEvent = {
  type: 'VolumeStatusChanged',
  data: {
    from: 'available',
    to: 'restoring-backup',
    previous_status: null,
    reason: `restore of backup ${backupId} requested`,
    operation: 'restore',
    operation_id: restoreId,
    locked: true,
  },
};

export const backingUpVolume: readonly VolumeEvent[] = [...availableVolume, lockedForBackup()];
export const restoringVolume: readonly VolumeEvent[] = [...availableVolume, lockedForRestore];

/** A volume that a restore makes and fills; `backup` is "create volume from backup". */
export const volumeToFill = (source: 'backup' | 'restore'): VolumeEvent =>
  volumeRequested({ source, source_id: backupId, restore_id: restoreId });

export const snapshotAdded: VolumeEvent = { type: 'VolumeSnapshotAdded', data: { snapshot_id: snapshotId } };
/** os-attach by a server. */
export const attached: VolumeEvent = {
  type: 'VolumeAttachmentAdded',
  data: {
    attachment_id: attachmentId,
    instance_uuid: instanceId,
    attached_host: null,
    mountpoint: '/dev/vdb',
    attach_mode: 'rw',
    attachment_status: 'attached',
    status: 'in-use',
    previous_status: null,
    attach_status: 'attached',
    admin_metadata: { readonly: 'False', attached_mode: 'rw' },
  },
};
/** Reserved by the same server. */
export const attachmentReserved: VolumeEvent = {
  type: 'VolumeAttachmentAdded',
  data: {
    attachment_id: attachmentId,
    instance_uuid: instanceId,
    attached_host: null,
    mountpoint: null,
    attach_mode: null,
    attachment_status: 'reserved',
    status: 'reserved',
    previous_status: null,
    attach_status: 'reserved',
  },
};
export const attachedVolume: readonly VolumeEvent[] = [...availableVolume, attached];
export const reservedVolume: readonly VolumeEvent[] = [...availableVolume, attachmentReserved];

export const volumeDeletionRequested: VolumeEvent = {
  type: 'VolumeDeletionRequested',
  data: { cascade: false, force: false },
};
export const volumeDeleted: VolumeEvent = { type: 'VolumeDeleted', data: {} };
