import { foldAll, given } from '../../../test/support/given.js';
import {
  availableGroup,
  changeId,
  groupId,
  groupReset,
  groupWithVolume,
  membersChangeRequested,
  otherVolumeId,
  volumeAdded,
  volumeRemoved,
} from '../../../test/domain/histories/group.js';
import {
  availableVolume,
  volumeId,
  volumeInStatus,
  volumeRequested,
} from '../../../test/domain/histories/volume.js';
import { nextGroupStep } from '../process/next-step.js';
import type { VolumeEvent } from '../volume/volume.events.js';
import { volumeAggregate, type VolumeState } from '../volume/volume.state.js';
import { checkMembers } from './group-members.check.js';
import { completeChange, dropVolume, enterVolume, updateGroup } from './group-members.decide.js';
import type { GroupEvent } from './group.events.js';
import { groupAggregate, type GroupState } from './group.state.js';

const update =
  (more: Partial<Parameters<typeof updateGroup>[2]>) =>
  (state: GroupState | null): GroupEvent[] =>
    updateGroup(state, groupId, { change_id: changeId, add: [], remove: [], ...more });
const changing = [...groupWithVolume, membersChangeRequested({ add: [otherVolumeId], remove: [volumeId] })];

describe('An update of a group', () => {
  it('of its texts makes it available, as in Cinder', () => {
    given(groupAggregate, [...availableGroup, groupReset('error')])
      .when(update({ name: 'new' }))
      .then([{ type: 'GroupUpdated', data: { name: 'new' } }])
      .thenState({ name: 'new', description: null, status: 'available' });
    given(groupAggregate, changing)
      .when(update({ description: 'd' }))
      .thenState({ description: 'd', status: 'updating' });
  });

  it('that changes nothing is refused', () => {
    given(groupAggregate, availableGroup)
      .when(update({}))
      .thenThrows(
        'InvalidGroup',
        `Invalid Group: Cannot update group ${groupId} because no valid name, description, add_volumes, or remove_volumes were provided.`,
      );
  });

  it('of its volumes needs it available, and makes it updating', () => {
    given(groupAggregate, groupWithVolume)
      .when(update({ name: 'new', remove: [volumeId] }))
      .then([{ type: 'GroupUpdated', data: { name: 'new' } }, membersChangeRequested({ remove: [volumeId] })])
      .thenState({ status: 'updating' });
    for (const history of [[...groupWithVolume, groupReset('error')], changing]) {
      given(groupAggregate, history)
        .when(update({ remove: [volumeId] }))
        .thenThrows('InvalidGroup', 'Invalid Group: Group status must be available.');
    }
  });

  it('is a step until it ends, and a late worker of it changes nothing', () => {
    const { state } = given(groupAggregate, changing);
    expect(state === null ? null : nextGroupStep(state)).toBe('changeMembers');
    const done = given(groupAggregate, changing)
      .when((group) => enterVolume(group, changeId, otherVolumeId))
      .then([volumeAdded(otherVolumeId)])
      .when((group) => dropVolume(group, changeId, volumeId))
      .then([volumeRemoved()])
      .when((group) => completeChange(group, changeId, []))
      .then([{ type: 'GroupMembersChanged', data: {} }]);
    done.thenState({ status: 'available', changing: null, volume_ids: [otherVolumeId] });
    done.when((group) => enterVolume(group, changeId, volumeId)).thenNothing();
    done.when((group) => dropVolume(group, changeId, otherVolumeId)).thenNothing();
    done.when((group) => completeChange(group, changeId, ['late'])).thenNothing();
  });

  it('that fails says why', () => {
    given(groupAggregate, changing)
      .when((group) => completeChange(group, changeId, ['It is gone.']))
      .thenState({ status: 'error', changing: null, fail_reason: 'It is gone.' });
  });
});

describe('Volumes that are to come into a group or to leave it', () => {
  const group = foldAll(groupAggregate, groupWithVolume) as GroupState;
  const volume = (history: readonly VolumeEvent[], id = otherVolumeId): VolumeState => ({
    ...(foldAll(volumeAggregate, history) as VolumeState),
    id,
    project_id: 'p',
  });
  const asked = (add: readonly string[], remove: readonly string[], ...volumes: readonly VolumeState[]) =>
    checkMembers(group, { add, remove, volumes: new Map(volumes.map((one) => [one.id, one])) });
  const adding = (one: VolumeState) => () => asked([otherVolumeId], [], one);
  const begin = `Invalid volume: Cannot add volume ${otherVolumeId} to group ${groupId}`;
  const valid = "Valid states are: ('available', 'in-use').";

  it('are those that are not in already, and those that are', () => {
    const both = [volume(availableVolume), volume(availableVolume, volumeId)];
    expect(asked([otherVolumeId, volumeId], [], ...both)).toEqual({ add: [otherVolumeId], remove: [] });
    expect(asked([], [volumeId], ...both)).toEqual({ add: [], remove: [volumeId] });
  });

  it('are refused with Cinder’s texts', () => {
    expect(() => asked(['a'], ['a'])).toThrow(
      "Invalid volume: UUIDs ['a'] are in both add and remove volume list.",
    );
    expect(() => asked([otherVolumeId], [])).toThrow(`${begin} because volume cannot be found.`);
    expect(adding({ ...volume(availableVolume), group_id: 'g2' })).toThrow(
      `${begin} because it is already in group g2.`,
    );
    expect(adding({ ...volume(availableVolume), project_id: 'q' })).toThrow(
      `${begin} as they belong to different projects.`,
    );
    expect(adding(volume([volumeRequested({ volume_type_id: 't2' })]))).toThrow(
      `${begin} because volume type t2 is not supported by the group.`,
    );
    expect(adding(volume(volumeInStatus('extending')))).toThrow(
      `${begin} because volume is in an invalid state: extending. ${valid}`,
    );
    expect(adding({ ...volume(availableVolume), host: 'block-1@other#other' })).toThrow(
      'Invalid volume: Volume is not local to this node.',
    );
    expect(() => asked([], [otherVolumeId])).toThrow(
      `Invalid volume: Cannot remove volume ${otherVolumeId} from group ${groupId} because it is not in the group.`,
    );
    expect(() => asked([], [volumeId], volume(volumeInStatus('backing-up'), volumeId))).toThrow(
      `Invalid volume: Cannot remove volume ${volumeId} from group ${groupId} because volume is in an invalid state: ` +
        "backing-up. Valid states are: ('available', 'in-use', 'error', 'error_deleting').",
    );
  });
});
