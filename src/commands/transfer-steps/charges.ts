import { reservationFor } from '../../domain/process/settle-reservation.js';
import { negated, snapshotDeltas, volumeDeltas } from '../../domain/quota/deltas.js';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { Reserving } from '../quota-ledger.js';

interface NewOwner {
  readonly acceptance: string;
  readonly project_id: string;
}

/** What whoever gets a thing is charged for it. */
export const chargeFor = {
  volume: ({ id, size, volume_type }: VolumeState, to: NewOwner): Reserving => ({
    projectId: to.project_id,
    reservationId: reservationFor.accept(id, to.acceptance),
    claim: { operation: 'volume', operation_id: id },
    deltas: volumeDeltas(size, volume_type),
  }),
  snapshot: ({ id, size, volume_type }: SnapshotState, to: NewOwner): Reserving => ({
    projectId: to.project_id,
    reservationId: reservationFor.accept(id, to.acceptance),
    claim: { operation: 'snapshot', operation_id: id },
    deltas: snapshotDeltas(size, volume_type),
  }),
};

/** The same, given back to whoever had it. */
export const creditFor = (charge: Reserving, acceptance: string, projectId: string): Reserving => ({
  projectId,
  reservationId: reservationFor.give(charge.claim.operation_id, acceptance),
  claim: charge.claim,
  deltas: negated(charge.deltas),
});
