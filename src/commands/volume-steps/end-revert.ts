import { releaseFromRevert } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { failRevert } from '../../domain/volume/volume-revert.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { failureText, isPassing } from '../failure.js';
import type { StepDependencies, StepRun } from '../step.js';

type Needs = Pick<StepDependencies, 'store'>;

/** Before the volume says that its revert has ended, so that a crash in between leaves nothing held for nobody. */
export const releaseSnapshot = async (
  { store }: Needs,
  { id, context }: StepRun<VolumeState>,
  snapshotId: string,
): Promise<void> => {
  await store.execute(snapshotAggregate, snapshotId, context, (state) => releaseFromRevert(state, id));
};

/** Ends the revert with what the backend refused. Rethrows what says nothing about the backend. */
export const giveRevertUp = async (
  needs: Needs,
  run: StepRun<VolumeState>,
  { revert_id, snapshot_id }: NonNullable<VolumeState['reverting']>,
  error: unknown,
): Promise<void> => {
  if (run.signal.aborted || isPassing(error)) throw error;
  await releaseSnapshot(needs, run, snapshot_id);
  await needs.store.execute(volumeAggregate, run.id, run.context, (state) =>
    failRevert(state, revert_id, failureText(error)),
  );
};
