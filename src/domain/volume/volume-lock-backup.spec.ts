import { given } from '../../../test/support/given.js';
import {
  availableVolume,
  backingUpVolume,
  backupId,
  lockedForBackup,
  restoringVolume,
  volumeDeleted,
  volumeDeletionRequested,
  volumeId,
  volumeInStatus,
  volumeRequested,
} from '../../../test/domain/histories/volume.js';
import type { VolumeEvent } from './volume.events.js';
import { lockForBackup, releaseFromBackup } from './volume-lock.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const lock =
  (force = false) =>
  (state: VolumeState | null) =>
    lockForBackup(state, volumeId, backupId, force);

const released = (to: string, previous_status: string, reason: string): VolumeEvent => ({
  type: 'VolumeStatusChanged',
  data: {
    from: 'backing-up',
    to,
    previous_status,
    reason,
    operation: 'backup',
    operation_id: backupId,
    locked: false,
  },
});

describe('A backup of a volume', () => {
  it('locks one that is available', () => {
    given(volumeAggregate, availableVolume)
      .when(lock())
      .then([lockedForBackup()])
      .thenState({
        status: 'backing-up',
        previous_status: 'available',
        lock: { operation: 'backup', operation_id: backupId },
      });
  });

  it('locks one in use when forced', () => {
    given(volumeAggregate, volumeInStatus('in-use'))
      .when(lock(true))
      .then([lockedForBackup('in-use')])
      .thenState({ status: 'backing-up', previous_status: 'in-use' });
  });

  it('of one in use needs the force flag', () => {
    given(volumeAggregate, volumeInStatus('in-use'))
      .when(lock())
      .thenThrows('InvalidVolume', 'Invalid volume: Backing up an in-use volume must use the force flag.');
  });

  it.each([
    'creating',
    'backing-up',
    'restoring-backup',
    'error',
    'error_restoring',
    'error_extending',
    'extending',
    'deleting',
    'maintenance',
    'attaching',
    'reserved',
    'retyping',
  ])('of one that is %s is refused, forced or not', (status) => {
    const text = `Invalid volume: Volume to be backed up must be available or in-use, but the current status is "${status}".`;
    given(volumeAggregate, volumeInStatus(status)).when(lock(true)).thenThrows('InvalidVolume', text);
    given(volumeAggregate, volumeInStatus(status)).when(lock()).thenThrows('InvalidVolume', text);
  });

  it.each([
    ['never made', []],
    ['deleted', [...availableVolume, volumeDeletionRequested, volumeDeleted]],
  ])('of one that was %s finds nothing', (_, history) => {
    given(volumeAggregate, history)
      .when(lock())
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });
});

describe('A volume that a backup held', () => {
  it.each([
    ['finished', 'backing-up'],
    ['failed', 'error_backing-up'],
    ['abandoned', 'backing-up'],
  ] as const)('gets its status back, and remembers how it ended: %s', (outcome, kept) => {
    given(volumeAggregate, backingUpVolume)
      .when((state) => releaseFromBackup(state, backupId, outcome))
      .then([released('available', kept, `backup ${outcome}`)])
      .thenState({ status: 'available', previous_status: kept, lock: null });
  });

  it('is in use again when it was', () => {
    given(volumeAggregate, [...volumeInStatus('in-use'), lockedForBackup('in-use')])
      .when((state) => releaseFromBackup(state, backupId, 'finished'))
      .then([released('in-use', 'backing-up', 'backup finished')]);
  });

  it('is released once', () => {
    given(volumeAggregate, [...backingUpVolume, released('available', 'backing-up', 'backup finished')])
      .when((state) => releaseFromBackup(state, backupId, 'failed'))
      .thenNothing();
  });

  it.each([
    ['another backup', backingUpVolume],
    ['a restore', restoringVolume],
    ['nobody', availableVolume],
    ['nobody, for it does not exist', []],
    [
      'nobody, for its request died',
      [volumeRequested(), { type: 'VolumeAbandoned', data: { reason: 'x' } } as const],
    ],
  ])('is left alone when its holder is %s', (_, history) => {
    given(volumeAggregate, history)
      .when((state) => releaseFromBackup(state, 'this-backup', 'finished'))
      .thenNothing();
  });

  it('stays deleting when it was deleted by force meanwhile', () => {
    given(volumeAggregate, [
      ...backingUpVolume,
      { type: 'VolumeDeletionRequested', data: { cascade: false, force: true } },
    ])
      .when((state) => releaseFromBackup(state, backupId, 'failed'))
      .thenNothing()
      .thenState({ status: 'deleting', lock: null });
  });
});
