import { given } from '../../../test/support/given.js';
import {
  availableVolume,
  snapshotAdded,
  snapshotId,
  volumeId,
  volumeInStatus,
  volumeRequested,
} from '../../../test/domain/histories/volume.js';
import { addSnapshot, removeSnapshot } from './volume.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const add =
  (allowed: readonly string[] = ['available']) =>
  (state: VolumeState | null) =>
    addSnapshot(state, volumeId, snapshotId, allowed);

describe('A snapshot', () => {
  it('is added to an available volume, whose status stays', () => {
    given(volumeAggregate, availableVolume)
      .when(add())
      .then([snapshotAdded])
      .thenState({ snapshot_ids: [snapshotId], status: 'available' });
  });

  it('is added to one in use when that is allowed', () => {
    given(volumeAggregate, volumeInStatus('in-use'))
      .when(add(['available', 'in-use']))
      .then([snapshotAdded]);
  });

  it('is added once, whatever became of the volume', () => {
    given(volumeAggregate, [...availableVolume, snapshotAdded])
      .when(add())
      .thenNothing();
    given(volumeAggregate, [...volumeInStatus('error'), snapshotAdded])
      .when(add())
      .thenNothing();
  });

  it.each([
    [['available'], 'in-use', 'available'],
    [['available', 'in-use'], 'backing-up', 'available, in-use'],
    [['available'], 'deleting', 'available'],
    [['available'], 'error_restoring', 'available'],
  ])('is refused when only %j will do and the volume is %s', (allowed, status, list) => {
    given(volumeAggregate, volumeInStatus(status))
      .when(add(allowed))
      .thenThrows(
        'InvalidVolume',
        `Invalid volume: Volume ${volumeId} status must be ${list}, but current status is: ${status}.`,
      );
  });

  it.each([
    ['maintenance', 'The snapshot cannot be created when the volume is in maintenance mode.'],
    ['error', 'The snapshot cannot be created when the volume is in error status.'],
  ])('is refused with its own text when the volume is in %s', (status, text) => {
    given(volumeAggregate, volumeInStatus(status))
      .when(add())
      .thenThrows('InvalidVolume', `Invalid volume: ${text}`);
  });

  it('is refused while the volume migrates, before an error status is looked at', () => {
    given(volumeAggregate, [
      ...volumeInStatus('error'),
      { type: 'VolumeStatusReset', data: { migration_status: 'migrating' } },
    ])
      .when(add())
      .thenThrows('InvalidVolume', 'Invalid volume: Snapshot cannot be created while volume is migrating.');
  });

  it('is refused before anything else when the volume has no host yet', () => {
    given(volumeAggregate, [volumeRequested()])
      .when(add())
      .thenThrows(
        'InvalidVolume',
        'Invalid volume: The snapshot cannot be created because volume has not been scheduled to any host.',
      );
  });

  it('finds no volume that is not there', () => {
    given(volumeAggregate, [])
      .when(add())
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });
});

describe('A snapshot that is gone', () => {
  it('is removed once', () => {
    given(volumeAggregate, [...availableVolume, snapshotAdded])
      .when((state) => removeSnapshot(state, snapshotId))
      .then([{ type: 'VolumeSnapshotRemoved', data: { snapshot_id: snapshotId } }])
      .when((state) => removeSnapshot(state, snapshotId))
      .thenNothing()
      .thenState({ snapshot_ids: [] });
  });

  it('is nothing to a volume that is not there', () => {
    given(volumeAggregate, [])
      .when((state) => removeSnapshot(state, snapshotId))
      .thenNothing();
  });
});
