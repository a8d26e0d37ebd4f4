import type { RestoreStepEvent, RestoreToStart } from '../../../src/domain/restore/restore.decide.js';
import type { RestoreEvent } from '../../../src/domain/restore/restore.events.js';
import { backupId, restoreId, volumeId } from './backup.js';

export { backupId, restoreId, volumeId };

export const restoreToStart: RestoreToStart = {
  restore_id: restoreId,
  project_id: 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c',
  user_id: 'e2b9f1c3d4f55a6b8c7d9e0f1a2b3c4d',
  backup_id: backupId,
  volume_id: volumeId,
  volume_is_new: false,
  creates_volume: false,
};

export const restoreRequested: RestoreEvent = { type: 'RestoreRequested', data: restoreToStart };

/** The restore workflow as it goes when nothing fails, without the request and the end. */
export const restoreSteps = [
  { type: 'RestoreStarted', data: { host: 'backup-1' } },
  { type: 'RestoreTargetPrepared', data: { volume_id: volumeId } },
  {
    type: 'RestoreDeviceExported',
    data: { volume_id: volumeId, driver_volume_type: 'local', host: 'backup-1' },
  },
  { type: 'RestoreDeviceAttached', data: { host: 'backup-1', attempt: 1 } },
  {
    type: 'RestoreProgressed',
    data: { applied_objects: 20, bytes_done: 1_048_576_000, total_bytes: 2 ** 31 },
  },
  { type: 'RestoreInterrupted', data: { attempt: 1, reason: 'the service stops' } },
  { type: 'RestoreDataCompleted', data: { bytes_written: 1_900_000_000 } },
  { type: 'RestoreDeviceDetached', data: { volume_id: volumeId } },
  { type: 'RestoreDeviceUnexported', data: { volume_id: volumeId } },
] as const satisfies readonly RestoreStepEvent[];

export const restoreUpTo = (last: (typeof restoreSteps)[number]['type']): RestoreEvent[] => [
  restoreRequested,
  ...restoreSteps.slice(0, restoreSteps.findIndex(({ type }) => type === last) + 1),
];

export const restoreStepFailed: RestoreEvent = {
  type: 'RestoreStepFailed',
  data: { step: 'transfer', fail_reason: 'object volume_6f8d0c1e-00007 is damaged' },
};
