import { foldAll } from '../../../test/support/given.js';
import {
  availableSnapshot,
  backingUpSnapshot,
  snapshotDeleted,
  snapshotDeletionRequested,
  snapshotRequested,
  snapshotReset,
} from '../../../test/domain/histories/snapshot.js';
import {
  availableVolume,
  backingUpVolume,
  restoringVolume,
  snapshotAdded,
  statusReset,
  volumeCreated,
  volumeDeleted,
  volumeDeletionRequested,
  volumeRequested,
  volumeToFill,
} from '../../../test/domain/histories/volume.js';
import { snapshotAggregate } from '../snapshot/snapshot.state.js';
import type { VolumeEvent } from '../volume/volume.events.js';
import { volumeAggregate } from '../volume/volume.state.js';
import { dueStep } from './next-step.js';

const extending: VolumeEvent = { type: 'VolumeExtendRequested', data: { from_size: 2, new_size: 3 } };
const createFailed: VolumeEvent = { type: 'VolumeCreateFailed', data: { reason: 'No space left on device' } };
const forcedDelete: VolumeEvent = { type: 'VolumeDeletionRequested', data: { cascade: false, force: true } };

describe('The next step of a volume', () => {
  it.each<[string, readonly VolumeEvent[], string | null]>([
    ['requested', [volumeRequested()], 'create'],
    ['one that a restore makes', [volumeToFill('restore')], null],
    ['one from a backup', [volumeToFill('backup'), volumeCreated('creating')], null],
    ['available', availableVolume, null],
    ['an error', [volumeRequested(), createFailed], null],
    ['backing-up', backingUpVolume, null],
    ['restoring-backup', restoringVolume, null],
    ['available and reset to creating', [...availableVolume, statusReset('creating')], null],
    ['extending', [...availableVolume, extending], 'extend'],
    ['extending, but reset', [...availableVolume, extending, statusReset('available')], 'extend'],
    ['extended', [...availableVolume, extending, { type: 'VolumeExtended', data: { size: 3 } }], null],
    [
      'not extended',
      [...availableVolume, extending, { type: 'VolumeExtendFailed', data: { reason: 'x' } }],
      null,
    ],
    ['deleting', [...availableVolume, volumeDeletionRequested], 'delete'],
    [
      'deleting, but reset',
      [...availableVolume, volumeDeletionRequested, statusReset('available')],
      'delete',
    ],
    [
      'deleting with snapshots',
      [...availableVolume, snapshotAdded, volumeDeletionRequested],
      'deleteSnapshots',
    ],
    ['deleted while it was made', [volumeRequested(), forcedDelete], 'delete'],
    ['deleted while it grew', [...availableVolume, extending, forcedDelete], 'delete'],
    ['deleted', [...availableVolume, volumeDeletionRequested, volumeDeleted], null],
    ['deleted after it grew', [...availableVolume, extending, forcedDelete, volumeDeleted], null],
    [
      'not deletable',
      [
        ...availableVolume,
        volumeDeletionRequested,
        { type: 'VolumeDeletionFailed', data: { reason: 'busy' } },
      ],
      null,
    ],
  ])('that is %s', (_, history, step) => {
    expect(dueStep('volume', foldAll(volumeAggregate, history))).toBe(step);
  });
});

describe('The next step of a snapshot', () => {
  it.each([
    ['requested', [snapshotRequested], 'create'],
    ['available', availableSnapshot, null],
    ['an error', [snapshotRequested, { type: 'SnapshotCreateFailed', data: { reason: 'x' } } as const], null],
    ['backing-up', backingUpSnapshot, null],
    ['available and reset to creating', [...availableSnapshot, snapshotReset('available', 'creating')], null],
    ['reset to deleting', [...availableSnapshot, snapshotReset('available', 'deleting')], null],
    ['deleting', [...availableSnapshot, snapshotDeletionRequested()], 'delete'],
    ['deleted while it was made', [snapshotRequested, snapshotDeletionRequested(true)], 'delete'],
    ['deleted', [...availableSnapshot, snapshotDeletionRequested(), snapshotDeleted], null],
  ])('that is %s', (_, history, step) => {
    expect(dueStep('snapshot', foldAll(snapshotAggregate, history))).toBe(step);
  });
});
