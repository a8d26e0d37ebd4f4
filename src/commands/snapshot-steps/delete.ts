import { nextSnapshotStep } from '../../domain/process/next-step.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { negated, snapshotDeltas } from '../../domain/quota/deltas.js';
import { completeDelete } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { removeSnapshot } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { stillDue } from '../still-due.js';
import type { Step, StepDependencies } from '../step.js';

/** The volume forgets its snapshot last before the snapshot is gone, so a volume without snapshots really has none. */
export const deleteSnapshot =
  ({
    store,
    volumes,
    quotas,
    messages,
  }: Pick<StepDependencies, 'store' | 'volumes' | 'quotas' | 'messages'>): Step<SnapshotState> =>
  async ({ id, state: snapshot, context }) => {
    const { project_id: projectId, volume_id, size, volume_type } = snapshot;
    // What was never taken over, or is given up, stays where it is.
    const remove = async (): Promise<void> => {
      if (!snapshot.unmanaged) await volumes.deleteSnapshot(id);
    };
    if (!snapshot.use_quota) {
      await remove();
      await store.execute(volumeAggregate, volume_id, context, (state) => removeSnapshot(state, id));
      await store.execute(snapshotAggregate, id, context, completeDelete);
      return;
    }
    const notGone = { project_id: projectId, action_id: '010', detail_id: '016', resource_uuid: id } as const;
    const isDue = stillDue(store, { aggregate: snapshotAggregate, nextStep: nextSnapshotStep }, id, 'delete');
    await remove().catch(messages.telling(isDue, context, `snapshot.${context.command_id}`, notGone));
    const reservationId = reservationFor.delete(id);
    const claim = { operation: 'snapshot', operation_id: id } as const;
    const deltas = negated(snapshotDeltas(size, volume_type));
    await quotas.reserveDelete(context, snapshot, { projectId, reservationId, claim, deltas });
    await store.execute(volumeAggregate, volume_id, context, (state) => removeSnapshot(state, id));
    await store.execute(snapshotAggregate, id, context, completeDelete);
    await quotas.commit(context, projectId, reservationId);
  };
