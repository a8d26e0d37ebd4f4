import { given, momentOf } from '../../../test/support/given.js';
import {
  availableGroupSnapshot,
  deletedGroupSnapshot,
  groupId,
  groupSnapshotDeletionRequested,
  groupSnapshotId,
  groupSnapshotInStatus,
  groupSnapshotRequested,
  groupSnapshotToCreate,
} from '../../../test/domain/histories/group-snapshot.js';
import { nextGroupSnapshotStep } from '../process/next-step.js';
import { holdForGroup, releaseFromGroup } from './group-snapshot-source.decide.js';
import {
  abandonGroupSnapshot,
  completeDelete,
  endCreate,
  failDelete,
  requestDelete,
  requestGroupSnapshot,
  resetGroupSnapshotStatus,
  resettableStatuses,
} from './group-snapshot.decide.js';
import type { GroupSnapshotEvent } from './group-snapshot.events.js';
import { groupSnapshotAggregate, type GroupSnapshotState } from './group-snapshot.state.js';

const from = (...history: readonly GroupSnapshotEvent[]) => given(groupSnapshotAggregate, history);
const ask = (state: GroupSnapshotState | null) => requestDelete(state, groupSnapshotId);
const hold = (state: GroupSnapshotState | null) => holdForGroup(state, groupSnapshotId, groupId);
const release = (state: GroupSnapshotState | null) => releaseFromGroup(state, groupId);
const made = (state: GroupSnapshotState | null) => endCreate(state, []);
const notFound = `GroupSnapshot ${groupSnapshotId} could not be found.`;
const undeletable =
  'Invalid GroupSnapshot: GroupSnapshot status must be available or error, and no Group can be currently using it as ' +
  'source for its creation.';
const stepAfter = (...history: readonly GroupSnapshotEvent[]) => {
  const { state } = from(...history);
  return state === null ? null : nextGroupSnapshotStep(state);
};

describe('A new group snapshot', () => {
  it('is creating, and its snapshots are made', () => {
    from()
      .when(() => requestGroupSnapshot(groupSnapshotToCreate))
      .then([groupSnapshotRequested])
      .thenState({ status: 'creating', making: true, source_of: [] });
    expect(stepAfter(groupSnapshotRequested)).toBe('createSnapshots');
  });

  it('whose request died never existed', () => {
    from()
      .when(() => abandonGroupSnapshot('the request died'))
      .thenState(null);
  });

  it('is available with the last of its snapshots, once', () => {
    from(groupSnapshotRequested)
      .when(made)
      .then([{ type: 'GroupSnapshotCreated', data: {} }])
      .when(made)
      .thenNothing()
      .thenState({ status: 'available', making: false });
    expect(stepAfter(...availableGroupSnapshot)).toBeNull();
  });

  it('is an error with every reason', () => {
    from(groupSnapshotRequested)
      .when((state) => endCreate(state, ['No space.', 'No time.']))
      .then([{ type: 'GroupSnapshotFailed', data: { reason: 'No space. No time.' } }])
      .thenState({ status: 'error', making: false, fail_reason: 'No space. No time.' });
  });

  it('goes on being made whatever an administrator writes', () => {
    const reset = { type: 'GroupSnapshotStatusReset', data: { from: 'creating', to: 'error' } } as const;
    expect(stepAfter(groupSnapshotRequested, reset)).toBe('createSnapshots');
    from(groupSnapshotRequested, reset).when(made).thenState({ status: 'available' });
  });
});

describe('A deletion of a group snapshot', () => {
  it.each(['available', 'error'])('that is %s deletes its snapshots', (status) => {
    from(...groupSnapshotInStatus(status))
      .when(ask)
      .then([groupSnapshotDeletionRequested])
      .thenState({ status: 'deleting' });
    expect(stepAfter(...availableGroupSnapshot, groupSnapshotDeletionRequested)).toBe('deleteSnapshots');
  });

  it.each(resettableStatuses.filter((status) => !['available', 'error'].includes(status)))(
    'that is %s is refused',
    (status) => {
      from(...groupSnapshotInStatus(status))
        .when(ask)
        .thenThrows('InvalidGroupSnapshot', undeletable);
    },
  );

  it('that a group is made of is refused until that is over', () => {
    from(...availableGroupSnapshot)
      .when(hold)
      .then([{ type: 'GroupSnapshotSourceHeld', data: { group_id: groupId } }])
      .when(hold)
      .thenNothing()
      .when(ask)
      .thenThrows('InvalidGroupSnapshot', undeletable);
    from(...availableGroupSnapshot)
      .when(hold)
      .when(release)
      .then([{ type: 'GroupSnapshotSourceReleased', data: { group_id: groupId } }])
      .when(release)
      .thenNothing()
      .when(ask)
      .then([groupSnapshotDeletionRequested])
      .when(hold)
      .thenThrows('GroupSnapshotNotFound', notFound);
  });

  it('ends one that was still being made, which no late worker undoes', () => {
    const reset = { type: 'GroupSnapshotStatusReset', data: { from: 'creating', to: 'error' } } as const;
    from(groupSnapshotRequested, reset).when(ask).when(made).thenNothing().thenState({ status: 'deleting' });
  });

  it('that was asked for twice is one', () => {
    const reset = { type: 'GroupSnapshotStatusReset', data: { from: 'deleting', to: 'error' } } as const;
    from(...availableGroupSnapshot, groupSnapshotDeletionRequested, reset)
      .when(ask)
      .thenNothing();
  });

  it('that fails may be asked for again', () => {
    from(...availableGroupSnapshot, groupSnapshotDeletionRequested)
      .when((state) => failDelete(state, 'device busy'))
      .then([{ type: 'GroupSnapshotDeletionFailed', data: { reason: 'device busy' } }])
      .when((state) => failDelete(state, 'late'))
      .thenNothing()
      .thenState({ status: 'error', deletion: null, fail_reason: 'device busy' });
  });

  it('ends with the group snapshot gone, once', () => {
    from(...deletedGroupSnapshot)
      .when(completeDelete)
      .thenNothing()
      .thenState({ status: 'deleted', deletion: null, deleted_at: momentOf(3) });
    expect(stepAfter(...deletedGroupSnapshot)).toBeNull();
  });

  it.each([
    ['never made', []],
    ['deleted', deletedGroupSnapshot],
  ])('of one that was %s finds nothing', (_, history) => {
    for (const decide of [ask, hold]) {
      from(...history)
        .when(decide)
        .thenThrows('GroupSnapshotNotFound', notFound);
    }
  });
});

describe('reset_status of a group snapshot', () => {
  it.each(resettableStatuses)('writes %s', (status) => {
    from(...availableGroupSnapshot)
      .when((state) => resetGroupSnapshotStatus(state, groupSnapshotId, status))
      .then([{ type: 'GroupSnapshotStatusReset', data: { from: 'available', to: status } }])
      .thenState({ status });
  });

  it('finds none that is gone', () => {
    from(...deletedGroupSnapshot)
      .when((state) => resetGroupSnapshotStatus(state, groupSnapshotId, 'error'))
      .thenThrows('GroupSnapshotNotFound', notFound);
  });
});
