import { invalidVolume, volumeNotFound } from '../shared/errors.js';
import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeEvent } from './volume.events.js';
import { isMigrating, type VolumeState } from './volume.state.js';

/** Statuses in which a volume may be deleted (spec/api-core.md 2.5). */
export const deletableStatuses = [
  'available',
  'error',
  'error_restoring',
  'error_extending',
  'error_managing',
] as const;

/** Deleting again what is being deleted changes nothing. `force` waives the status, `cascade` the snapshots. */
export const requestDelete = (
  state: VolumeState | null,
  id: string,
  options: { readonly cascade: boolean; readonly force: boolean },
): VolumeEvent[] => {
  if (state === null || state.deleted_at !== null) throw volumeNotFound(id);
  const statusFits = options.force || (deletableStatuses as readonly string[]).includes(state.status);
  const snapshotsFit = options.cascade || state.snapshot_ids.length === 0;
  const isHeld = state.attach_status === 'attached' || isMigrating(state) || state.group_id !== null;
  if (!statusFits || !snapshotsFit || isHeld) {
    throw invalidVolume(refusal(options.force));
  }
  return state.deletion === null ? [{ type: 'VolumeDeletionRequested', data: options }] : [];
};

/** Its group is deleted with its volumes, in whatever status. @throws InvalidVolume what Cinder does not delete either */
export const deleteWithGroup = (state: VolumeState | null, groupId: string): VolumeEvent[] =>
  state === null || state.group_id !== groupId
    ? []
    : requestDelete({ ...state, group_id: null }, state.id, { cascade: false, force: true });

/** With force the status part is empty, which leaves two spaces behind "Volume". */
const refusal = (force: boolean): string =>
  `Volume ${force ? '' : `status must be ${deletableStatuses.join(' or ')} and`} must not be migrating, attached, ` +
  'belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.';

export const completeDelete = (state: VolumeState | null): VolumeEvent[] =>
  state === null || state.deleted_at !== null ? [] : [{ type: 'VolumeDeleted', data: {} }];

/** A temporary one is nobody's to care for: its removal is tried until it succeeds. */
export const failDelete = (state: VolumeState | null, reason: string): VolumeEvent[] =>
  state === null || state.deletion === null || !state.use_quota
    ? []
    : [{ type: 'VolumeDeletionFailed', data: { reason } }];

/**
 * With cascade every snapshot must itself be deletable, unless forced. `project`: whose they must be; null for an
 * administrator, who may delete what stayed behind when the volume was transferred.
 */
export const checkCascade = (
  snapshot: SnapshotState | null,
  force: boolean,
  project: string | null = null,
): void => {
  if (snapshot === null) return;
  if (project !== null && snapshot.use_quota && snapshot.project_id !== project) {
    throw invalidVolume(refusal(force));
  }
  // Cinder finds this out when the volume is deleting already, and leaves it error_deleting.
  if (snapshot.group_snapshot_id !== null) throw invalidVolume('Failed to update snapshot.');
  if (force || ['available', 'error'].includes(snapshot.status)) return;
  throw invalidVolume(refusal(false));
};
