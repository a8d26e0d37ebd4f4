import { DomainError, invalidStatus, volumeNotFound } from '../shared/errors.js';
import type { VolumeEvent } from './volume.events.js';
import type { VolumeState } from './volume.state.js';

/** Statuses that os-reset_status accepts (spec/api-core.md 2.2). */
export const resettableStatuses = [
  'creating',
  'available',
  'deleting',
  'error',
  'error_deleting',
  'error_managing',
  'managing',
  'attaching',
  'in-use',
  'detaching',
  'maintenance',
  'restoring-backup',
  'error_restoring',
  'reserved',
  'awaiting-transfer',
  'backing-up',
  'error_backing-up',
  'error_extending',
  'downloading',
  'uploading',
  'retyping',
  'extending',
] as const;

/**
 * os-reset_status, spec/api-core.md 2.7. An administrator's word is final: it also takes the volume from the operation
 * that held it, which then finds nothing to give back.
 */
export const resetVolumeStatus = (
  state: VolumeState | null,
  id: string,
  wanted: {
    readonly status?: string;
    readonly attach_status?: string;
    readonly migration_status?: string | null;
  },
): VolumeEvent[] => {
  if (state === null || state.deleted_at !== null) throw volumeNotFound(id);
  if (Object.values(wanted).every((value) => value === undefined)) {
    throw new DomainError(
      'InvalidParameterValue',
      "Must specify 'status', 'attach_status' or 'migration_status' for update.",
    );
  }
  if (wanted.status !== undefined && !(resettableStatuses as readonly string[]).includes(wanted.status)) {
    throw invalidStatus('Volume status', wanted.status, resettableStatuses);
  }
  if (wanted.status !== undefined && ['deleting', 'error_deleting', 'detaching'].includes(wanted.status)) {
    throw new DomainError('InvalidParameterValue', `Cannot reset-state to ${wanted.status}`);
  }
  if (wanted.status === 'in-use' && state.attachments.length === 0) {
    throw new DomainError(
      'InvalidParameterValue',
      'Cannot reset-state to in-use because volume does not have any attachments.',
    );
  }
  return [{ type: 'VolumeStatusReset', data: wanted }];
};
