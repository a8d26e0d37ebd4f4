import { completeChange, dropVolume, enterVolume } from '../../domain/group/group-members.decide.js';
import { groupAggregate, type GroupState } from '../../domain/group/group.state.js';
import { DomainError } from '../../domain/shared/errors.js';
import { joinGroup, leaveGroup } from '../../domain/volume/volume-group.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * A volume joins or leaves in its own stream first, then in the group's book. What cannot come in any more stays out, and the
 * group says so. A late worker finds the change in the volume's past and does nothing.
 */
export const changeMembers =
  ({ store }: Pick<StepDependencies, 'store'>): Step<GroupState> =>
  async ({ id, state: { changing }, context }) => {
    if (changing === null) return;
    const { change_id, add, remove } = changing;
    const change = { group_id: id, change_id };
    for (const volumeId of remove) {
      await store.execute(volumeAggregate, volumeId, context, (state) => leaveGroup(state, change));
      await store.execute(groupAggregate, id, context, (state) => dropVolume(state, change_id, volumeId));
    }
    const failures: string[] = [];
    for (const volumeId of add) {
      // It may have ended without this volume, which could come in now.
      const { state: now } = await store.load(groupAggregate, id);
      if (now?.changing?.change_id !== change_id) return;
      try {
        await store.execute(volumeAggregate, volumeId, context, (state) =>
          joinGroup(state, volumeId, change),
        );
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        failures.push(error.message);
        continue;
      }
      await store.execute(groupAggregate, id, context, (state) => enterVolume(state, change_id, volumeId));
    }
    await store.execute(groupAggregate, id, context, (state) => completeChange(state, change_id, failures));
  };
