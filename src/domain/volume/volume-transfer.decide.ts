import { invalidVolume } from '../shared/errors.js';
import { movedTo, type NewOwner } from '../shared/moved.js';
import type { VolumeEvent } from './volume.events.js';
import { existingVolume, type VolumeState } from './volume.state.js';

/** Rules and texts of spec/api-core.md 5.7. */
export const offerVolume = (state: VolumeState | null, id: string, transferId: string): VolumeEvent[] => {
  const volume = existingVolume(state, id);
  if (volume.transfer_id === transferId) return [];
  if (volume.status !== 'available') throw invalidVolume('status must be available');
  // Cinder says so of its older sort of groups, when the transfer is accepted; the group's book would name a stranger's volume.
  if (volume.group_id !== null) throw invalidVolume(`Volume ${id} must not be part of a consistency group.`);
  return [{ type: 'VolumeTransferRequested', data: { transfer_id: transferId } }];
};

/** Is the volume still what was offered? An administrator may have reset or deleted it. */
export const isOffered = (state: VolumeState | null, transferId: string): state is VolumeState =>
  state !== null &&
  state.deleted_at === null &&
  state.transfer_id === transferId &&
  state.status === 'awaiting-transfer';

export const notOffered = (state: VolumeState | null, transferId: string, volumeId: string): Error =>
  invalidVolume(
    `Transfer ${transferId}: Volume id ${volumeId} in unexpected state ${state?.status ?? 'deleted'}, expected awaiting-transfer`,
  );

/** Gives the volume to its new owner, once. Nothing happens when it is not offered any more. */
export const moveVolume = (state: VolumeState | null, transferId: string, to: NewOwner): VolumeEvent[] => {
  if (!isOffered(state, transferId) || state.acceptances.includes(to.acceptance)) return [];
  const { project_id: from_project_id } = state;
  return [{ type: 'VolumeTransferred', data: movedTo(transferId, from_project_id, to) }];
};

/** The transfer is over, in whichever way. */
export const endTransfer = (
  state: VolumeState | null,
  transferId: string,
  outcome: 'accepted' | 'deleted' | 'abandoned',
): VolumeEvent[] =>
  state !== null && state.deleted_at === null && state.transfer_id === transferId
    ? [{ type: 'VolumeTransferEnded', data: { transfer_id: transferId, outcome } }]
    : [];
