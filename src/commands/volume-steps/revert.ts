import { isOurs } from '../../domain/process/going.js';
import { completeRevert } from '../../domain/volume/volume-revert.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';
import { giveRevertUp, releaseSnapshot } from './end-revert.js';

type Needs = Pick<StepDependencies, 'store' | 'volumes'>;

/** The recorded copy takes the volume's place: the driver does that once, so a late worker changes nothing. */
export const revert =
  (needs: Needs): Step<VolumeState> =>
  async (run) => {
    const { store, volumes } = needs;
    const { id, context } = run;
    const { reverting } = run.state;
    if (reverting === null || reverting.copy === null) return;
    const { revert_id, snapshot_id, copy } = reverting;
    try {
      await volumes.revertVolume(id, copy);
    } catch (error) {
      await giveRevertUp(needs, run, reverting, error);
      await volumes.discardRevert(id, copy).catch(() => undefined);
      return;
    }
    await releaseSnapshot(needs, run, snapshot_id);
    const { state } = await store.execute(volumeAggregate, id, context, (now) =>
      completeRevert(now, revert_id),
    );
    // It was deleted since: what a late worker put there belongs to nobody.
    if (isOurs(state)) await volumes.deleteVolume(id);
  };
