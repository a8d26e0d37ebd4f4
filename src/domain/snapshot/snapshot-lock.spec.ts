import { given } from '../../../test/support/given.js';
import {
  availableSnapshot,
  backingUpSnapshot,
  backupId,
  snapshotDeleted,
  snapshotDeletionRequested,
  snapshotId,
  snapshotInStatus,
  snapshotLocked,
  snapshotReset,
  volumeId,
} from '../../../test/domain/histories/snapshot.js';
import { lockForBackup, releaseFromBackup, resettableStatuses } from './snapshot.decide.js';
import type { SnapshotEvent } from './snapshot.events.js';
import { snapshotAggregate, type SnapshotState } from './snapshot.state.js';

const lock = (state: SnapshotState | null) => lockForBackup(state, snapshotId, volumeId, backupId);
const released = (outcome: string): SnapshotEvent => ({
  type: 'SnapshotStatusChanged',
  data: {
    from: 'backing-up',
    to: 'available',
    reason: `backup ${outcome}`,
    operation: 'backup',
    operation_id: backupId,
    locked: false,
  },
});

describe('A backup of a snapshot', () => {
  it('locks one that is available', () => {
    given(snapshotAggregate, availableSnapshot)
      .when(lock)
      .then([snapshotLocked])
      .thenState({ status: 'backing-up', lock: { operation: 'backup', operation_id: backupId } });
  });

  it.each(resettableStatuses.filter((status) => status !== 'available'))(
    'of one that is %s is refused',
    (status) => {
      given(snapshotAggregate, snapshotInStatus(status))
        .when(lock)
        .thenThrows(
          'InvalidSnapshot',
          `Invalid snapshot: Snapshot to be backed up must be available, but the current status is "${status}".`,
        );
    },
  );

  it('of a snapshot of another volume is refused before its status is looked at', () => {
    given(snapshotAggregate, snapshotInStatus('error'))
      .when((state) => lockForBackup(state, snapshotId, 'another', backupId))
      .thenThrows(
        'InvalidVolume',
        `Invalid volume: Volume another does not match with snapshot.volume_id ${volumeId}.`,
      );
  });

  it.each([
    ['never made', []],
    ['deleted', [...availableSnapshot, snapshotDeletionRequested(), snapshotDeleted]],
  ])('of one that was %s finds nothing', (_, history) => {
    given(snapshotAggregate, history)
      .when(lock)
      .thenThrows('SnapshotNotFound', `Snapshot ${snapshotId} could not be found.`);
  });
});

describe('A snapshot that a backup held', () => {
  it.each(['finished', 'failed', 'abandoned'] as const)('is available again: %s', (outcome) => {
    given(snapshotAggregate, backingUpSnapshot)
      .when((state) => releaseFromBackup(state, backupId, outcome))
      .then([released(outcome)])
      .thenState({ status: 'available', lock: null });
  });

  it('is released once', () => {
    given(snapshotAggregate, [...backingUpSnapshot, released('finished')])
      .when((state) => releaseFromBackup(state, backupId, 'failed'))
      .thenNothing();
  });

  it.each([
    ['another backup', backingUpSnapshot],
    ['nobody', availableSnapshot],
    ['nobody, for it does not exist', []],
  ])('is left alone when its holder is %s', (_, history) => {
    given(snapshotAggregate, history)
      .when((state) => releaseFromBackup(state, 'this-backup', 'finished'))
      .thenNothing();
  });

  it('keeps the status of an administrator', () => {
    given(snapshotAggregate, [...backingUpSnapshot, snapshotReset('backing-up', 'error')])
      .when((state) => releaseFromBackup(state, backupId, 'finished'))
      .thenNothing()
      .thenState({ status: 'error', lock: null });
  });

  it('stays deleting when it was deleted by force meanwhile', () => {
    given(snapshotAggregate, [...backingUpSnapshot, snapshotDeletionRequested(true)])
      .when((state) => releaseFromBackup(state, backupId, 'failed'))
      .thenNothing()
      .thenState({ status: 'deleting', lock: null });
  });
});
