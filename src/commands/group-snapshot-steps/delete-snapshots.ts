import { removeGroupSnapshot } from '../../domain/group/group-snapshots.decide.js';
import { groupAggregate } from '../../domain/group/group.state.js';
import { completeDelete, failDelete } from '../../domain/group-snapshot/group-snapshot.decide.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotMember,
  type GroupSnapshotState,
} from '../../domain/group-snapshot/group-snapshot.state.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { groupSnapshotDeltas, negated } from '../../domain/quota/deltas.js';
import { hasFailedNow } from '../../domain/snapshot/snapshot-group.decide.js';
import { abandonSnapshot } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { removeSnapshot } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { CommandContext } from '../command-context.js';
import { createUnlessThere } from '../create-unless-there.js';
import type { Step, StepDependencies, StepRun } from '../step.js';
import { markSnapshots } from './mark-snapshots.js';

type Needs = Pick<StepDependencies, 'store' | 'quotas'>;

/**
 * Asks for the deletion of every snapshot that is left; each of them makes this step due again when it is gone, and the last one
 * makes the end due. A snapshot that cannot be deleted keeps its group snapshot.
 */
export const deleteSnapshots =
  (needs: Needs): Step<GroupSnapshotState> =>
  async ({ id, state: groupSnapshot, context }) => {
    const { store, quotas } = needs;
    // What its snapshots give back has to be charged before.
    await quotas.commit(context, groupSnapshot.project_id, reservationFor.create(id));
    const neverMade: GroupSnapshotMember[] = [];
    const left: SnapshotState[] = [];
    for (const member of groupSnapshot.members) {
      const snapshot = await snapshotOrClosed(needs, member, context);
      if (snapshot === null) neverMade.push(member);
      else if (snapshot.deleted_at === null) left.push(snapshot);
    }
    const failed = left.find((snapshot) => hasFailedNow(snapshot, groupSnapshot));
    if (failed !== undefined) {
      const reason = `Snapshot ${failed.id} could not be deleted: ${failed.fail_reason}`;
      await store.execute(groupSnapshotAggregate, id, context, (state) => failDelete(state, reason));
    } else if (left.length > 0) await markSnapshots(store, groupSnapshot, context);
    else await finish(needs, groupSnapshot, neverMade, context);
  };

/** The group forgets it last before it is gone, and what was charged for snapshots that were never there is given back. */
const finish = async (
  { store, quotas }: Needs,
  groupSnapshot: GroupSnapshotState,
  neverMade: readonly GroupSnapshotMember[],
  context: StepRun<GroupSnapshotState>['context'],
): Promise<void> => {
  const { id, group_id, project_id: projectId } = groupSnapshot;
  const reservationId = reservationFor.delete(id);
  const claim = { operation: 'groupSnapshot', operation_id: id } as const;
  const deltas = negated(groupSnapshotDeltas(neverMade));
  if (neverMade.length > 0) {
    await quotas.reserveDelete(context, groupSnapshot, { projectId, reservationId, claim, deltas });
  }
  await store.execute(groupAggregate, group_id, context, (state) => removeGroupSnapshot(state, id));
  await store.execute(groupSnapshotAggregate, id, context, completeDelete);
  if (neverMade.length > 0) await quotas.commit(context, projectId, reservationId);
};

/** A snapshot that a worker has not begun yet never will be, and its volume forgets it. Null: there never was one. */
const snapshotOrClosed = async (
  { store }: Needs,
  { snapshot_id, volume_id }: GroupSnapshotMember,
  context: CommandContext,
): Promise<SnapshotState | null> => {
  await createUnlessThere(store, snapshotAggregate, snapshot_id, context, () =>
    abandonSnapshot('its group snapshot is deleted'),
  );
  const { state } = await store.load(snapshotAggregate, snapshot_id);
  if (state === null) {
    await store.execute(volumeAggregate, volume_id, context, (volume) => removeSnapshot(volume, snapshot_id));
  }
  return state;
};
