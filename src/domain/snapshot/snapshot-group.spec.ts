import { given, momentOf } from '../../../test/support/given.js';
import {
  snapshotDeleted,
  snapshotDeletionRequested,
  snapshotId,
  snapshotReset,
  snapshotToCreate,
} from '../../../test/domain/histories/snapshot.js';
import { groupSnapshotId } from '../../../test/domain/histories/group-snapshot.js';
import { groupSnapshotWaitingFor } from '../process/next-step.js';
import { checkCascade } from '../volume/volume-deletion.decide.js';
import { deleteWithGroupSnapshot } from './snapshot-group.decide.js';
import { requestUnmanage } from './snapshot-manage.decide.js';
import { checkTransferable } from './snapshot-transfer.decide.js';
import { requestDelete } from './snapshot.decide.js';
import type { SnapshotEvent } from './snapshot.events.js';
import { snapshotAggregate, type SnapshotState } from './snapshot.state.js';

const requested: SnapshotEvent = {
  type: 'SnapshotCreateRequested',
  data: { ...snapshotToCreate, group_snapshot_id: groupSnapshotId },
};
const available: readonly SnapshotEvent[] = [requested, { type: 'SnapshotCreated', data: {} }];
const failed: readonly SnapshotEvent[] = [
  requested,
  { type: 'SnapshotCreateFailed', data: { reason: 'No space left on device' } },
];
const deletion = { requested_at: momentOf(2) };
const together = (state: SnapshotState | null) =>
  deleteWithGroupSnapshot(state, { id: groupSnapshotId, deletion });
const undeletable: SnapshotEvent = { type: 'SnapshotDeletionFailed', data: { reason: 'device busy' } };

describe('A snapshot of a group', () => {
  it.each([
    ['a plain delete', (state: SnapshotState | null) => requestDelete(state, snapshotId, false)],
    ['giving it up', (state: SnapshotState | null) => requestUnmanage(state, snapshotId)],
  ])('refuses %s', (_, decide) => {
    given(snapshotAggregate, available)
      .when(decide)
      .thenThrows(
        'InvalidSnapshot',
        'Invalid snapshot: Snapshot status must be available or error and must not be part of a group.',
      );
  });

  it('refuses a forced delete', () => {
    given(snapshotAggregate, available)
      .when((state) => requestDelete(state, snapshotId, true))
      .thenThrows('InvalidSnapshot', 'Invalid snapshot: Snapshot  must not be part of a group.');
  });

  it('keeps its volume from a deletion with its snapshots, forced or not, and from a transfer', () => {
    const { state } = given(snapshotAggregate, available);
    if (state === null) throw new Error('there is no snapshot');
    for (const force of [true, false]) {
      expect(() => checkCascade(state, force)).toThrow('Invalid volume: Failed to update snapshot.');
    }
    expect(() => checkTransferable(state)).toThrow(`snapshot: ${snapshotId} must not be part of a group`);
  });

  it.each(['available', 'creating', 'backing-up'])(
    'that is %s goes with its group snapshot, once',
    (status) => {
      given(snapshotAggregate, [...available, snapshotReset('available', status)])
        .when(together)
        .then([snapshotDeletionRequested(true)])
        .when(together)
        .thenNothing()
        .when(() => [snapshotDeleted])
        .when(together)
        .thenNothing();
    },
  );

  it('that could not go is asked once for each deletion', () => {
    const history = [...available, snapshotDeletionRequested(true), undeletable];
    given(snapshotAggregate, history).when(together).thenNothing();
    const later = { requested_at: momentOf(4) };
    given(snapshotAggregate, history)
      .when((state) => deleteWithGroupSnapshot(state, { id: groupSnapshotId, deletion: later }))
      .then([snapshotDeletionRequested(true)]);
  });

  it('goes with its own group snapshot only', () => {
    given(snapshotAggregate, available)
      .when((state) => deleteWithGroupSnapshot(state, { id: 'another', deletion }))
      .thenNothing();
  });
});

describe('A group snapshot hears', () => {
  const heard = (...history: readonly SnapshotEvent[]) =>
    groupSnapshotWaitingFor('snapshot', given(snapshotAggregate, history).state);

  it('of a snapshot that is made, and of one that is not', () => {
    const news = { id: groupSnapshotId, step: 'createSnapshots' };
    expect([heard(requested), heard(...available), heard(...failed)]).toEqual([null, news, news]);
  });

  it('of one that is gone, and of one that cannot be deleted', () => {
    const deleting = [...available, snapshotDeletionRequested(true)];
    const news = { id: groupSnapshotId, step: 'deleteSnapshots' };
    expect(heard(...deleting)).toBeNull();
    expect([heard(...deleting, snapshotDeleted), heard(...deleting, undeletable)]).toEqual([news, news]);
  });

  it('of no snapshot that was made alone, and of nothing else', () => {
    expect(heard({ type: 'SnapshotCreateRequested', data: snapshotToCreate })).toBeNull();
    expect(groupSnapshotWaitingFor('volume', {})).toBeNull();
  });
});
