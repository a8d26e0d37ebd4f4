import { given, momentOf } from '../../../test/support/given.js';
import {
  availableVolume,
  backingUpVolume,
  backupId,
  lockedForRestore,
  restoreId,
  restoringVolume,
  volumeDeleted,
  volumeDeletionRequested,
  volumeId,
  volumeInStatus,
} from '../../../test/domain/histories/volume.js';
import type { VolumeEvent } from './volume.events.js';
import { lockForRestore, releaseFromRestore, type ReleaseOutcome } from './volume-lock.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const lock = (backupSize: number) => (state: VolumeState | null) =>
  lockForRestore(state, volumeId, restoreId, backupSize, backupId);

const release = (outcome: ReleaseOutcome) => (state: VolumeState | null) =>
  releaseFromRestore(state, restoreId, outcome);

const released = (from: string, to: string, reason: string): VolumeEvent => ({
  type: 'VolumeStatusChanged',
  data: {
    from,
    to,
    previous_status: null,
    reason,
    operation: 'restore',
    operation_id: restoreId,
    locked: false,
  },
});

describe('A restore to a volume', () => {
  it('that failed says why when it lets go', () => {
    given(volumeAggregate, restoringVolume)
      .when((state) => releaseFromRestore(state, restoreId, 'failed', 'object 3 is missing.'))
      .then([released('restoring-backup', 'error_restoring', 'restore failed: object 3 is missing.')]);
  });

  it.each([1, 2])('locks one that is available and as large as the backup or larger: %i GiB', (size) => {
    given(volumeAggregate, availableVolume)
      .when(lock(size))
      .then([lockedForRestore])
      .thenState({
        status: 'restoring-backup',
        previous_status: null,
        lock: { operation: 'restore', operation_id: restoreId },
      });
  });

  it('keeps the previous status of an earlier backup', () => {
    given(volumeAggregate, [
      ...backingUpVolume,
      {
        type: 'VolumeStatusChanged',
        data: {
          from: 'backing-up',
          to: 'available',
          previous_status: 'error_backing-up',
          reason: 'backup failed',
          operation: 'backup',
          operation_id: backupId,
          locked: false,
        },
      },
    ])
      .when(lock(2))
      .thenState({ previous_status: 'error_backing-up' });
  });

  it('needs room', () => {
    given(volumeAggregate, availableVolume)
      .when(lock(3))
      .thenThrows('InvalidVolume', 'Invalid volume: volume size 2 is too small to restore backup of size 3.');
  });

  it.each(['in-use', 'creating', 'backing-up', 'restoring-backup', 'error', 'error_restoring', 'deleting'])(
    'is refused when the volume is %s, and the status is looked at before the size',
    (status) => {
      given(volumeAggregate, volumeInStatus(status))
        .when(lock(3))
        .thenThrows('InvalidVolume', 'Invalid volume: Volume to be restored to must be available');
    },
  );

  it.each([
    ['never made', []],
    ['deleted', [...availableVolume, volumeDeletionRequested, volumeDeleted]],
  ])('finds nothing when it was %s', (_, history) => {
    given(volumeAggregate, history)
      .when(lock(1))
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });
});

describe('A volume that was restored to', () => {
  it.each([
    ['finished', 'available'],
    ['failed', 'error_restoring'],
    ['abandoned', 'available'],
  ] as const)('after it %s is %s', (outcome, to) => {
    given(volumeAggregate, restoringVolume)
      .when(release(outcome))
      .then([released('restoring-backup', to, `restore ${outcome}`)])
      .thenState({ status: to, lock: null, launched_at: momentOf(1) });
  });

  it('is released once', () => {
    given(volumeAggregate, restoringVolume).when(release('finished')).when(release('failed')).thenNothing();
  });

  it.each([
    ['a backup', backingUpVolume],
    ['nobody', availableVolume],
    ['nobody, for it does not exist', []],
  ])('is left alone when its holder is %s', (_, history) => {
    given(volumeAggregate, history).when(release('failed')).thenNothing();
  });
});
