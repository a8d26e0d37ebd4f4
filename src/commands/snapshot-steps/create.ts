import { isSnapshotGoing, isSnapshotOurs } from '../../domain/process/going.js';
import { completeCreate } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { Step, StepDependencies } from '../step.js';

export const create =
  ({ store, volumes }: Pick<StepDependencies, 'store' | 'volumes'>): Step<SnapshotState> =>
  async ({ id, state: snapshot, context }) => {
    await volumes.createSnapshot(id, snapshot.volume_id);
    const { state } = await store.execute(snapshotAggregate, id, context, (now) =>
      isSnapshotGoing(now) ? [] : completeCreate(now, id),
    );
    // Another worker made it, and it was deleted since: what a late one made again belongs to nobody, unless it was left behind.
    if (isSnapshotOurs(state)) await volumes.deleteSnapshot(id);
  };
