import { isSnapshotGoing, isSnapshotOurs } from '../../domain/process/going.js';
import { nextSnapshotStep } from '../../domain/process/next-step.js';
import { completeCreate } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { stillDue } from '../still-due.js';
import type { Step, StepDependencies } from '../step.js';

export const create =
  ({
    store,
    volumes,
    messages,
  }: Pick<StepDependencies, 'store' | 'volumes' | 'messages'>): Step<SnapshotState> =>
  async ({ id, state: snapshot, context }) => {
    const { project_id, volume_id } = snapshot;
    const notMade = { project_id, action_id: '009', detail_id: '013', resource_uuid: id } as const;
    const isDue = stillDue(store, { aggregate: snapshotAggregate, nextStep: nextSnapshotStep }, id, 'create');
    await volumes
      .createSnapshot(id, volume_id)
      .catch(messages.telling(isDue, context, `snapshot.${id}`, notMade));
    const { state } = await store.execute(snapshotAggregate, id, context, (now) =>
      isSnapshotGoing(now) ? [] : completeCreate(now, id),
    );
    // Another worker made it, and it was deleted since: what a late one made again belongs to nobody, unless it was left behind.
    if (isSnapshotOurs(state)) await volumes.deleteSnapshot(id);
  };
