import { given } from '../../../test/support/given.js';
import {
  availableGroup,
  copyRequested,
  deletionRequested,
  groupCreated,
  groupId,
  groupRequested,
  groupReset,
  groupWithVolume,
  otherVolumeId,
  place,
  volumeAdded,
} from '../../../test/domain/histories/group.js';
import { volumeId } from '../../../test/domain/histories/volume.js';
import { nextGroupStep } from '../process/next-step.js';
import {
  addVolume,
  checkTypeInGroup,
  completeCreate,
  failCreate,
  removeVolume,
  resetGroupStatus,
  resettableStatuses,
} from './group.decide.js';
import { completeDelete, failDelete, requestDelete } from './group-deletion.decide.js';
import type { GroupEvent } from './group.events.js';
import { groupAggregate, type GroupState } from './group.state.js';

const del = (withVolumes: boolean) => (state: GroupState | null) =>
  requestDelete(state, groupId, withVolumes);
const stepAfter = (history: readonly GroupEvent[]): string | null => {
  const { state } = given(groupAggregate, history);
  return state === null ? null : nextGroupStep(state);
};
const failed: GroupEvent = { type: 'GroupFailed', data: { reason: 'no room' } };

describe('A group', () => {
  it('gets its place once, and is available then', () => {
    expect(stepAfter([groupRequested()])).toBe('create');
    given(groupAggregate, [groupRequested()])
      .when((state) => completeCreate(state, place))
      .then([groupCreated])
      .thenState({ status: 'available', host: place, making: false });
    given(groupAggregate, availableGroup)
      .when((state) => completeCreate(state, 'elsewhere'))
      .thenNothing();
    expect(stepAfter(availableGroup)).toBeNull();
  });

  it('that finds none is an error with the reason, and can be deleted', () => {
    given(groupAggregate, [groupRequested()])
      .when((state) => failCreate(state, 'no room'))
      .then([failed])
      .thenState({ status: 'error', fail_reason: 'no room', host: null });
    given(groupAggregate, [groupRequested(), failed])
      .when(del(false))
      .then([deletionRequested(false)]);
  });

  it('that is made of another one has its volumes from the beginning', () => {
    given(groupAggregate, [copyRequested]).thenState({ status: 'creating', volume_ids: [volumeId] });
    expect(stepAfter([copyRequested])).toBe('createMembers');
  });

  it('that is deleted while it is made is made first when it has volumes, and else not at all', () => {
    expect(stepAfter([copyRequested, deletionRequested(true)])).toBe('createMembers');
    given(groupAggregate, [copyRequested, deletionRequested(true), groupCreated]).thenState({
      status: 'deleting',
      making: false,
    });
    expect(stepAfter([copyRequested, deletionRequested(true), groupCreated])).toBe('deleteMembers');
    expect(stepAfter([groupRequested(), deletionRequested(false)])).toBe('finishDelete');
    given(groupAggregate, [groupRequested(), deletionRequested(false)])
      .when((state) => completeCreate(state, place))
      .thenNothing();
  });
});

describe('A volume that is made in a group', () => {
  it.each(['available', 'creating'])('is in its book first, and once: %s', (status) => {
    given(groupAggregate, [...availableGroup, groupReset(status)])
      .when((state) => addVolume(state, groupId, volumeId))
      .then([volumeAdded()])
      .when((state) => addVolume(state, groupId, volumeId))
      .thenNothing();
  });

  it.each(['error', 'updating', 'deleting'])('is refused by one that is %s', (status) => {
    given(groupAggregate, [...availableGroup, groupReset(status)])
      .when((state) => addVolume(state, groupId, volumeId))
      .thenThrows(
        'InvalidGroup',
        "Invalid Group: Originating group status must be one of 'available, creating' values",
      );
  });

  it('is refused by one that is going, whatever its status says', () => {
    given(groupAggregate, [...availableGroup, deletionRequested(true), groupReset('available', 'deleting')])
      .when((state) => addVolume(state, groupId, volumeId))
      .thenThrows(
        'InvalidGroup',
        "Invalid Group: Originating group status must be one of 'available, creating' values",
      );
  });

  it('has to name one of its types', () => {
    const group = { volume_type_ids: ['one'] };
    expect(() => checkTypeInGroup(group, null, 'one')).toThrow(
      'Invalid input received: volume_type must be provided when creating a volume in a group.',
    );
    expect(() => checkTypeInGroup(group, 'gold', 'two')).toThrow(
      'Invalid input received: Invalid volume_type provided: gold (requested type must be supported by this group).',
    );
    expect(() => checkTypeInGroup(group, 'one', 'one')).not.toThrow();
  });

  it('is out of the book once', () => {
    given(groupAggregate, groupWithVolume)
      .when((state) => removeVolume(state, volumeId))
      .then([{ type: 'GroupVolumeRemoved', data: { volume_id: volumeId } }])
      .when((state) => removeVolume(state, volumeId))
      .thenNothing();
  });
});

describe('A delete of a group', () => {
  const gone = 'Invalid Group: Group status must be available or error, but current status is: updating';

  it('needs the status, unless with its volumes', () => {
    const updating = [...availableGroup, groupReset('updating')];
    given(groupAggregate, updating).when(del(false)).thenThrows('InvalidGroup', gone);
    given(groupAggregate, updating)
      .when(del(true))
      .then([deletionRequested(true)]);
  });

  it('needs the word when it has volumes', () => {
    given(groupAggregate, groupWithVolume)
      .when(del(false))
      .thenThrows(
        'InvalidGroup',
        `Invalid Group: Group ${groupId} still contains volumes. The delete-volumes flag is required to delete it.`,
      );
    given(groupAggregate, groupWithVolume)
      .when(del(true))
      .then([deletionRequested(true)])
      .when(del(true))
      .thenNothing();
    expect(stepAfter([...groupWithVolume, deletionRequested(true)])).toBe('deleteMembers');
  });

  it('is refused while it has group snapshots', () => {
    const taken: GroupEvent = { type: 'GroupSnapshotAdded', data: { group_snapshot_id: 's' } };
    given(groupAggregate, [...availableGroup, taken])
      .when(del(true))
      .thenThrows('InvalidGroup', 'Invalid Group: Group has existing snapshots.');
  });

  it('ends with the group gone, once, or with the reason', () => {
    const deleting = [...availableGroup, deletionRequested(false)];
    expect(stepAfter(deleting)).toBe('finishDelete');
    given(groupAggregate, deleting)
      .when(completeDelete)
      .then([{ type: 'GroupDeleted', data: {} }])
      .when(completeDelete)
      .thenNothing();
    given(groupAggregate, deleting)
      .when((state) => failDelete(state, 'attached'))
      .then([{ type: 'GroupDeletionFailed', data: { reason: 'attached' } }])
      .thenState({ status: 'error_deleting', deletion: null, fail_reason: 'attached' });
    given(groupAggregate, availableGroup)
      .when((state) => failDelete(state, 'late'))
      .thenNothing();
    given(groupAggregate, [...deleting, { type: 'GroupDeleted', data: {} }])
      .when(del(false))
      .thenThrows('GroupNotFound', `Group ${groupId} could not be found.`);
  });
});

describe('A reset of a group', () => {
  it.each(resettableStatuses)('writes %s', (status) => {
    given(groupAggregate, availableGroup)
      .when((state) => resetGroupStatus(state, groupId, status))
      .then([groupReset(status)])
      .thenState({ status });
  });

  it('takes no other word', () => {
    given(groupAggregate, availableGroup)
      .when((state) => resetGroupStatus(state, groupId, 'in-use'))
      .thenThrows(
        'InvalidGroupStatus',
        'Invalid Group Status: Group status: in-use is invalid, valid status are: ' +
          "('error', 'available', 'creating', 'deleting', 'deleted', 'updating', 'in-use', 'error_deleting').",
      );
  });

  it('does not end what the group is at work on', () => {
    const history = [...groupWithVolume, volumeAdded(otherVolumeId), deletionRequested(true)];
    expect(stepAfter([...history, groupReset('available', 'deleting')])).toBe('deleteMembers');
    expect(stepAfter([groupRequested(), groupReset('error', 'creating')])).toBe('create');
  });
});
