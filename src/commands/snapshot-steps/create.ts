import { completeCreate } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { Step, StepDependencies } from '../step.js';

export const create =
  ({ store, volumes }: Pick<StepDependencies, 'store' | 'volumes'>): Step<SnapshotState> =>
  async ({ id, state: snapshot, context }) => {
    await volumes.createSnapshot(id, snapshot.volume_id);
    await store.execute(snapshotAggregate, id, context, (state) => completeCreate(state, id));
  };
