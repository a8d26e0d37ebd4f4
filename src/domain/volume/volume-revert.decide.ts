import { DomainError, invalidSnapshot, invalidVolume } from '../shared/errors.js';
import type { SnapshotState } from '../snapshot/snapshot.state.js';
import type { VolumeEvent } from './volume.events.js';
import { existingVolume, type VolumeState } from './volume.state.js';

const refused = (text: string): DomainError => new DomainError('InvalidParameterValue', text);
/** The one action whose wrong states are conflicts (spec/api-core.md T4). */
const conflict = ({ message }: DomainError): DomainError => new DomainError('ResourceConflict', message);

export interface Revert {
  readonly revertId: string;
  readonly snapshotId: string | null;
}

/** The snapshot that a volume can go back to. */
export const newestSnapshotOf = ({ snapshot_ids }: Pick<VolumeState, 'snapshot_ids'>): string | null =>
  snapshot_ids.at(-1) ?? null;

const cannotRevert = (id: string, snapshotId: string, reason: string): string =>
  `Can't revert volume ${id} to its latest snapshot ${snapshotId}. ${reason}`;

/**
 * Rules and texts of `revert`, spec/api-core.md 2.7; `snapshot` is the newest one as it was read before. Should somebody take
 * it until the work begins, the revert ends without having done anything.
 */
export const requestRevert = (
  state: VolumeState | null,
  id: string,
  { revertId, snapshotId }: Revert,
  snapshot: SnapshotState | null,
): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  const newest = newestSnapshotOf(volume);
  if (newest === null) throw refused(`Volume ${id} doesn't have any snapshots.`);
  if (snapshotId !== newest) {
    throw refused(
      `Specified snapshot ${snapshotId ?? 'None'} is None or not the latest one of volume ${id}.`,
    );
  }
  if (snapshot !== null && snapshot.size !== volume.size) {
    throw refused(cannotRevert(id, newest, 'The volume size must be equal to the snapshot size.'));
  }
  if (volume.status !== 'available') {
    throw conflict(invalidVolume(cannotRevert(id, newest, "Volume's status must be 'available'.")));
  }
  if (snapshot?.status !== 'available') {
    throw conflict(invalidSnapshot(cannotRevert(id, newest, "Snapshot's status must be 'available'.")));
  }
  return [{ type: 'VolumeRevertRequested', data: { revert_id: revertId, snapshot_id: newest } }];
};

const running = (state: VolumeState | null, revertId: string) =>
  state?.reverting?.revert_id === revertId && state.deleted_at === null ? state.reverting : null;

/** The first complete copy counts; a worker that comes later with its own is told so by an empty answer. */
export const prepareRevert = (state: VolumeState | null, revertId: string, copy: string): VolumeEvent[] =>
  running(state, revertId)?.copy === null
    ? [{ type: 'VolumeRevertPrepared', data: { revert_id: revertId, copy } }]
    : [];

export const completeRevert = (state: VolumeState | null, revertId: string): VolumeEvent[] => {
  const revert = running(state, revertId);
  return revert === null || revert.copy === null
    ? []
    : [{ type: 'VolumeReverted', data: { revert_id: revertId, snapshot_id: revert.snapshot_id } }];
};

export const failRevert = (
  state: VolumeState | null,
  revertId: string,
  reason: string,
  status: 'error' | 'available' = 'error',
): VolumeEvent[] =>
  running(state, revertId) === null
    ? []
    : [{ type: 'VolumeRevertFailed', data: { revert_id: revertId, status, reason } }];
