import type { BackupToCreate } from '../../../src/domain/backup/backup.decide.js';
import type { BackupEvent } from '../../../src/domain/backup/backup.events.js';
import type { BackupStepEvent } from '../../../src/domain/backup/backup-steps.decide.js';

export const backupId = '3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01';
export const volumeId = '6f8d0c1e-2b7a-4c59-9d1e-5e3b7f2a4c02';
export const childId = '8b1e6f2d-7c3a-4e95-b0d4-2f9a1c5e7d03';

/** After every moment of a history. */
export const later = '2026-11-21T06:00:00.000000';

export const backupToCreate: BackupToCreate = {
  backup_id: backupId,
  project_id: 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c',
  user_id: 'e2b9f1c3d4f55a6b8c7d9e0f1a2b3c4d',
  volume_id: volumeId,
  snapshot_id: null,
  display_name: 'nightly',
  display_description: null,
  container: null,
  size: 2,
  incremental: false,
  force: false,
  parent_id: null,
  availability_zone: null,
  data_timestamp: null,
  metadata: {},
  source_previous_status: 'available',
};

export const backupRequested: BackupEvent = { type: 'BackupRequested', data: backupToCreate };

export const parentId = '5e7d9b1f-3a6c-4d28-9f40-7b2c8e1a6d05';
export const importRequested = {
  type: 'BackupImportRequested',
  data: {
    backup_id: backupId,
    project_id: 'a4c6e8f0b2d41357a4c6e8f0b2d41357',
    user_id: 'b5d7f9e1c3a52468b5d7f9e1c3a52468',
    backup_service: 'cinder.backup.drivers.posix.PosixBackupDriver',
    reservation_id: `import.${backupId}.1`,
    record: {
      volume_id: volumeId,
      parent_id: parentId,
      snapshot_id: null,
      restore_volume_id: null,
      size: 2,
      object_count: 41,
      display_name: 'nightly',
      display_description: null,
      container: '3a/5d/3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01',
      service_metadata: 'volume_6f8d0c1e/20261121050000/az_nova_backup_3a5d4c8e',
      encryption_key_id: null,
      metadata: { kept: 'yes' },
      created_at: '2026-11-20T05:00:00.000000',
      data_timestamp: '2026-11-20T04:00:00.000000',
    },
  },
} as const satisfies BackupEvent;
export const backupImported: BackupEvent = {
  type: 'BackupImported',
  data: {
    service: 'cinder.backup.drivers.posix.PosixBackupDriver',
    host: 'backup-1',
    availability_zone: 'nova',
  },
};

/** The create workflow as it goes when nothing fails, without the request and the end. */
export const createSteps = [
  { type: 'BackupScheduled', data: { host: 'backup-1', availability_zone: 'nova' } },
  {
    type: 'BackupStarted',
    data: {
      host: 'backup-1',
      service: 'cinder.backup.drivers.posix.PosixBackupDriver',
      availability_zone: 'nova',
      container: '3a/5d/3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01',
      service_metadata: 'volume_6f8d0c1e/20261121050000/az_nova_backup_3a5d4c8e',
    },
  },
  { type: 'BackupDevicePrepared', data: { device_kind: 'volume', device_id: volumeId } },
  {
    type: 'BackupDeviceExported',
    data: { device_id: volumeId, driver_volume_type: 'local', host: 'backup-1' },
  },
  { type: 'BackupDeviceAttached', data: { device_id: volumeId, host: 'backup-1', attempt: 1 } },
  { type: 'BackupTransferStarted', data: { attempt: 1, total_bytes: 2 ** 31, kept_objects: 0 } },
  { type: 'BackupTransferInterrupted', data: { attempt: 1, reason: 'the service stops' } },
  {
    type: 'BackupDataCompleted',
    data: { object_count: 41, bytes_read: 2 ** 31, bytes_stored: 1_200_000_000 },
  },
  { type: 'BackupDeviceDetached', data: { device_id: volumeId } },
  { type: 'BackupDeviceUnexported', data: { device_id: volumeId } },
] as const satisfies readonly BackupStepEvent[];

export const tempId = 'b8e2d5f1-4c7a-4e39-a6d0-9f1b3c5e7a08';
export const tempPlanned: BackupEvent = {
  type: 'BackupTempPlanned',
  data: { temp_kind: 'snapshot', temp_id: tempId },
};

type StepType = (typeof createSteps)[number]['type'];

/** Everything up to and including this step. */
export const backupUpTo = (last: StepType): BackupEvent[] => [
  backupRequested,
  ...createSteps.slice(0, createSteps.findIndex(({ type }) => type === last) + 1),
];

export const stepFailed: BackupEvent = {
  type: 'BackupStepFailed',
  data: { step: 'transfer', fail_reason: 'No space left on device' },
};
export const backupFailed: BackupEvent = {
  type: 'BackupFailed',
  data: { step: 'transfer', fail_reason: 'No space left on device' },
};
export const backupAvailable: BackupEvent = { type: 'BackupAvailable', data: { size: 2, object_count: 41 } };

export const availableBackup: readonly BackupEvent[] = [
  ...backupUpTo('BackupDeviceUnexported'),
  backupAvailable,
];
export const erroredBackup: readonly BackupEvent[] = [
  ...backupUpTo('BackupScheduled'),
  stepFailed,
  backupFailed,
];

export const restoreId = '9c2f7a3e-8d4b-4fa6-a1e5-3a0b2d6f8e04';
export const restoreStarted: BackupEvent = {
  type: 'BackupRestoreStarted',
  data: { restore_id: restoreId, volume_id: volumeId },
};
export const restoringBackup: readonly BackupEvent[] = [...availableBackup, restoreStarted];

export const deletionRequested: BackupEvent = { type: 'BackupDeletionRequested', data: {} };
export const objectsDeleted: BackupEvent = { type: 'BackupObjectsDeleted', data: { objects_deleted: 43 } };
export const deletedBackup: readonly BackupEvent[] = [
  ...availableBackup,
  deletionRequested,
  objectsDeleted,
  { type: 'BackupDeleted', data: {} },
];

export const childRegistered: BackupEvent = {
  type: 'BackupChildRegistered',
  data: { child_backup_id: childId },
};
export const dependentAdded: BackupEvent = {
  type: 'BackupDependentAdded',
  data: { child_backup_id: childId },
};
export const childRemoved: BackupEvent = { type: 'BackupChildRemoved', data: { child_backup_id: childId } };
