import { nextVolumeStep } from '../../domain/process/next-step.js';
import { DomainError } from '../../domain/shared/errors.js';
import { lockForRevert } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { failRevert, prepareRevert as recordPrepared } from '../../domain/volume/volume-revert.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies, StepRun } from '../step.js';
import { giveRevertUp, releaseSnapshot } from './end-revert.js';

type Needs = Pick<StepDependencies, 'store' | 'volumes'>;

/**
 * Holds the snapshot and makes the copy that will take the volume's place. Whose copy is recorded first has won; any other
 * worker takes its own away again.
 */
export const prepareRevert =
  (needs: Needs): Step<VolumeState> =>
  async (run) => {
    const { store, volumes } = needs;
    const { id, context } = run;
    const { reverting } = run.state;
    if (reverting === null) return;
    const { revert_id, snapshot_id } = reverting;
    const { state: newest } = await store.load(volumeAggregate, id);
    if (!isDue(newest, revert_id)) return;
    if (!(await hold(needs, run, reverting))) return;
    const copy = await volumes
      .prepareRevert(id, snapshot_id, revert_id)
      .catch((error: unknown) => giveRevertUp(needs, run, reverting, error));
    if (copy === undefined) return;
    const { state } = await store.execute(volumeAggregate, id, context, (now) =>
      recordPrepared(now, revert_id, copy),
    );
    if (state?.reverting?.copy !== copy) await volumes.discardRevert(id, copy);
    // The others have given it back already.
    if (state?.reverting?.snapshot_id !== snapshot_id) await releaseSnapshot(needs, run, snapshot_id);
  };

/** Another worker may have done it since this one was sent. */
const isDue = (volume: VolumeState | null, revertId: string): boolean =>
  volume !== null && volume.reverting?.revert_id === revertId && nextVolumeStep(volume) === 'prepareRevert';

/** False: somebody else has the snapshot, or it is gone; then nothing has happened to the volume. */
const hold = async (
  { store }: Needs,
  { id, context }: StepRun<VolumeState>,
  { revert_id, snapshot_id }: NonNullable<VolumeState['reverting']>,
): Promise<boolean> => {
  try {
    await store.execute(snapshotAggregate, snapshot_id, context, (state) =>
      lockForRevert(state, snapshot_id, id),
    );
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await store.execute(volumeAggregate, id, context, (state) =>
      failRevert(state, revert_id, error.message, 'available'),
    );
    return false;
  }
};
