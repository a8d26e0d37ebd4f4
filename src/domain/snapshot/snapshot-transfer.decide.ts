import { invalidSnapshot } from '../shared/errors.js';
import { movedTo, type NewOwner } from '../shared/moved.js';
import type { SnapshotEvent } from './snapshot.events.js';
import type { SnapshotState } from './snapshot.state.js';

/** Goes with its volume: a user's snapshot of the same project that is not about to vanish. */
export const goesAlong = (state: SnapshotState | null, projectId: string): state is SnapshotState =>
  state !== null &&
  state.deleted_at === null &&
  !state.deleting &&
  state.use_quota &&
  state.project_id === projectId;

/** @throws InvalidSnapshot (spec/api-core.md 5.7) */
export const checkTransferable = ({ id, status, group_snapshot_id }: SnapshotState): void => {
  if (status !== 'available') throw invalidSnapshot(`snapshot: ${id} status must be available`);
  // It goes with its group snapshot, which stays: another project's could be deleted by it.
  if (group_snapshot_id !== null) throw invalidSnapshot(`snapshot: ${id} must not be part of a group`);
};

/** Gives the snapshot to its volume's new owner, once. */
export const moveSnapshot = (
  state: SnapshotState | null,
  transferId: string,
  from_project_id: string,
  to: NewOwner,
): SnapshotEvent[] =>
  goesAlong(state, from_project_id) && !state.acceptances.includes(to.acceptance)
    ? [{ type: 'SnapshotTransferred', data: movedTo(transferId, from_project_id, to) }]
    : [];
