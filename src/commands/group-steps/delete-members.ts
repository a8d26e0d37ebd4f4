import { failDelete } from '../../domain/group/group-deletion.decide.js';
import { removeVolume } from '../../domain/group/group.decide.js';
import { groupAggregate, type GroupState } from '../../domain/group/group.state.js';
import { abandonVolume } from '../../domain/volume/volume.decide.js';
import { deleteWithGroup } from '../../domain/volume/volume-deletion.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { createUnlessThere } from '../create-unless-there.js';
import type { Step, StepDependencies, StepRun } from '../step.js';

/**
 * Asks for the deletion of every volume that is left. Each one tells the group when it is gone, and the last one makes the end of
 * the group due. A volume that cannot be deleted keeps its group.
 */
export const deleteMembers =
  ({ store }: Pick<StepDependencies, 'store'>): Step<GroupState> =>
  async ({ id, state: group, context }) => {
    for (const volumeId of group.volume_ids) {
      const volume = await volumeOrClosed(store, volumeId, context);
      if (volume === null || volume.deleted_at !== null) {
        await store.execute(groupAggregate, id, context, (state) => removeVolume(state, volumeId));
      } else if (hasFailedNow(volume, group)) {
        const reason = `Volume ${volumeId} could not be deleted: ${volume.fail_reason}`;
        await store.execute(groupAggregate, id, context, (state) => failDelete(state, reason));
        return;
      } else if (volume.deletion === null) {
        await store.execute(volumeAggregate, volumeId, context, (state) => deleteWithGroup(state, id));
      }
    }
  };

/** A volume that could not be deleted before this deletion gets another chance. */
const hasFailedNow = ({ status, updated_at }: VolumeState, { deletion }: GroupState): boolean =>
  status === 'error_deleting' && (updated_at ?? '') >= (deletion?.requested_at ?? '');

/** A volume whose request is still at work is closed before it begins: it would have no group. */
const volumeOrClosed = async (
  store: StepDependencies['store'],
  id: string,
  context: StepRun<GroupState>['context'],
): Promise<VolumeState | null> => {
  const reason = 'its group is deleted';
  await createUnlessThere(store, volumeAggregate, id, context, () => abandonVolume(reason));
  return (await store.load(volumeAggregate, id)).state;
};
