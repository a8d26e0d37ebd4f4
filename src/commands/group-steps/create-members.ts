import { completeCreate, failCreate } from '../../domain/group/group.decide.js';
import { groupAggregate, type GroupMember, type GroupState } from '../../domain/group/group.state.js';
import { releaseFromGroup } from '../../domain/group-snapshot/group-snapshot-source.decide.js';
import { groupSnapshotAggregate } from '../../domain/group-snapshot/group-snapshot.state.js';
import { nextVolumeStep } from '../../domain/process/next-step.js';
import { requestVolume } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { createUnlessThere } from '../create-unless-there.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Records the volumes that the group is made with; their ids and their charges were settled with the group. Each one is made by
 * its own step and is news for the group, and the last one ends this step.
 */
export const createMembers =
  ({ store }: Pick<StepDependencies, 'store'>): Step<GroupState> =>
  async ({ id, state: group, context }) => {
    const failures: string[] = [];
    let waits = false;
    for (const member of group.members) {
      const volume = await recorded(store, group, member, context);
      if (volume !== null && volume.host !== null) continue;
      if (volume !== null && nextVolumeStep(volume) === 'create') waits = true;
      else
        failures.push(`Volume ${member.volume_id} could not be made: ${volume?.fail_reason ?? 'deleted'}.`);
    }
    if (waits) return;
    await store.execute(groupAggregate, id, context, (state) =>
      failures.length === 0 ? completeCreate(state, group.host ?? '') : failCreate(state, failures.join(' ')),
    );
    if (group.source?.kind !== 'groupSnapshot') return;
    await store.execute(groupSnapshotAggregate, group.source.id, context, (state) =>
      releaseFromGroup(state, id),
    );
  };

const recorded = async (
  store: StepDependencies['store'],
  group: GroupState,
  { source_id, ...member }: GroupMember,
  context: Parameters<Step<GroupState>>[0]['context'],
): Promise<VolumeState | null> => {
  const events = requestVolume({
    ...member,
    source_id,
    project_id: group.project_id,
    user_id: group.user_id,
    display_name: null,
    display_description: null,
    availability_zone: group.availability_zone,
    metadata: {},
    restore_id: null,
    group_id: group.id,
  });
  await createUnlessThere(store, volumeAggregate, member.volume_id, context, () => events);
  return (await store.load(volumeAggregate, member.volume_id)).state;
};
