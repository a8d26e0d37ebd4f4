import { given, momentOf } from '../../../test/support/given.js';
import {
  availableSnapshot,
  snapshotDeleted,
  snapshotDeletionRequested,
  snapshotId,
  snapshotInStatus,
  snapshotReset,
} from '../../../test/domain/histories/snapshot.js';
import {
  completeDelete,
  failDelete,
  requestDelete,
  resetSnapshotStatus,
  resettableStatuses,
} from './snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from './snapshot.state.js';

const request =
  (force = false) =>
  (state: SnapshotState | null) =>
    requestDelete(state, snapshotId, force);
const notFound = `Snapshot ${snapshotId} could not be found.`;
const gone = [...availableSnapshot, snapshotDeletionRequested(), snapshotDeleted];

describe('A delete of a snapshot', () => {
  it.each(['available', 'error'])('that is %s makes it deleting', (status) => {
    given(snapshotAggregate, snapshotInStatus(status))
      .when(request())
      .then([snapshotDeletionRequested()])
      .thenState({ status: 'deleting', deleting: true });
  });

  it.each(resettableStatuses.filter((status) => !['available', 'error'].includes(status)))(
    'that is %s is refused, unless forced',
    (status) => {
      given(snapshotAggregate, snapshotInStatus(status))
        .when(request())
        .thenThrows(
          'InvalidSnapshot',
          'Invalid snapshot: Snapshot status must be available or error and must not be part of a group.',
        );
      given(snapshotAggregate, snapshotInStatus(status))
        .when(request(true))
        .then([snapshotDeletionRequested(true)]);
    },
  );

  it('that is being deleted changes nothing when forced', () => {
    given(snapshotAggregate, [...availableSnapshot, snapshotDeletionRequested()])
      .when(request(true))
      .thenNothing();
  });

  it('ends with the snapshot gone, once', () => {
    given(snapshotAggregate, [...availableSnapshot, snapshotDeletionRequested()])
      .when(completeDelete)
      .then([snapshotDeleted])
      .when(completeDelete)
      .thenNothing()
      .thenState({ status: 'deleted', deleting: false, deleted_at: momentOf(3) });
  });

  it('that fails leaves error_deleting', () => {
    given(snapshotAggregate, [...availableSnapshot, snapshotDeletionRequested()])
      .when((state) => failDelete(state, 'device busy'))
      .then([{ type: 'SnapshotDeletionFailed', data: { reason: 'device busy' } }])
      .thenState({ status: 'error_deleting', deleting: false, fail_reason: 'device busy' });
  });

  it.each([
    ['nobody asked for', availableSnapshot],
    ['of one that is not there', []],
    ['that is over', gone],
  ])('cannot fail when it is one %s', (_, history) => {
    given(snapshotAggregate, history)
      .when((state) => failDelete(state, 'late'))
      .thenNothing();
  });

  it.each([
    ['never made', []],
    ['deleted', gone],
  ])('that was %s finds nothing', (_, history) => {
    given(snapshotAggregate, history).when(request(true)).thenThrows('SnapshotNotFound', notFound);
  });
});

describe('os-reset_status of a snapshot', () => {
  it.each(resettableStatuses)('writes %s', (status) => {
    given(snapshotAggregate, availableSnapshot)
      .when((state) => resetSnapshotStatus(state, snapshotId, status))
      .then([snapshotReset('available', status)])
      .thenState({ status });
  });

  it('names every valid status when the given one is none', () => {
    given(snapshotAggregate, availableSnapshot)
      .when((state) => resetSnapshotStatus(state, snapshotId, 'in-use'))
      .thenThrows(
        'InvalidParameterValue',
        "Snapshot status: in-use is invalid, valid statuses are: ('error', 'available', 'creating', 'deleting', " +
          "'deleted', 'updating', 'error_deleting', 'unmanaging', 'backing-up', 'restoring').",
      );
  });

  it('finds no snapshot that is not there', () => {
    given(snapshotAggregate, [])
      .when((state) => resetSnapshotStatus(state, snapshotId, 'error'))
      .thenThrows('SnapshotNotFound', notFound);
  });
});
