import { availableSnapshot, snapshotReset } from '../../../test/domain/histories/snapshot.js';
import {
  availableVolume,
  snapshotAdded,
  snapshotId,
  statusReset,
  volumeDeletionRequested,
  volumeId,
} from '../../../test/domain/histories/volume.js';
import { foldAll, given } from '../../../test/support/given.js';
import { nextVolumeStep } from '../process/next-step.js';
import { lockForRevert, releaseFromRevert } from '../snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../snapshot/snapshot.state.js';
import { completeRevert, failRevert, prepareRevert, requestRevert } from './volume-revert.decide.js';
import type { VolumeEvent } from './volume.events.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const revertId = '2f6b8c1d-4e7a-4095-b3d8-5a9c0e1f7b63';
const snapshot = foldAll(snapshotAggregate, availableSnapshot);
const request =
  (wanted: string | null = snapshotId, newest = snapshot) =>
  (state: VolumeState | null) =>
    requestRevert(state, volumeId, { revertId, snapshotId: wanted }, newest);
const requested: VolumeEvent = {
  type: 'VolumeRevertRequested',
  data: { revert_id: revertId, snapshot_id: snapshotId },
};
const prepared: VolumeEvent = { type: 'VolumeRevertPrepared', data: { revert_id: revertId, copy: 'c' } };
const reverted: VolumeEvent = {
  type: 'VolumeReverted',
  data: { revert_id: revertId, snapshot_id: snapshotId },
};
const withSnapshot = [...availableVolume, snapshotAdded];
const prepare = (state: VolumeState | null) => prepareRevert(state, revertId, 'c');
const complete = (state: VolumeState | null) => completeRevert(state, revertId);

describe('revert', () => {
  it('goes from available over reverting back to available, by a copy of the newest snapshot', () => {
    given(volumeAggregate, withSnapshot)
      .when(request())
      .then([requested])
      .thenState({
        status: 'reverting',
        reverting: { revert_id: revertId, snapshot_id: snapshotId, copy: null },
      });
    given(volumeAggregate, [...withSnapshot, requested])
      .when(prepare)
      .then([prepared])
      .when(complete)
      .then([reverted])
      .thenState({ status: 'available', reverting: null });
  });

  it('waits for the copy, then for its place', () => {
    const steps = [[], [requested], [requested, prepared], [requested, prepared, reverted]].map((more) =>
      nextVolumeStep(foldAll(volumeAggregate, [...withSnapshot, ...more]) as VolumeState),
    );
    expect(steps).toEqual([null, 'prepareRevert', 'revert', null]);
  });

  it('takes the first copy only, and nothing of a worker that belongs to another revert', () => {
    given(volumeAggregate, [...withSnapshot, requested, prepared])
      .when((state) => prepareRevert(state, revertId, 'another'))
      .thenNothing();
    given(volumeAggregate, [...withSnapshot, requested])
      .when((state) => completeRevert(state, 'x'))
      .thenNothing();
    given(volumeAggregate, [...withSnapshot, requested])
      .when((state) => failRevert(state, 'x', 'r'))
      .thenNothing();
    given(volumeAggregate, withSnapshot).when(prepare).thenNothing();
    given(volumeAggregate, withSnapshot).when(complete).thenNothing();
  });

  it.each(['error', 'available'] as const)('that fails leaves %s', (status) => {
    given(volumeAggregate, [...withSnapshot, requested])
      .when((state) => failRevert(state, revertId, 'no room', status))
      .then([{ type: 'VolumeRevertFailed', data: { revert_id: revertId, status, reason: 'no room' } }])
      .thenState({ status, reverting: null, fail_reason: 'no room' });
  });

  it('keeps the status that an administrator wrote meanwhile', () => {
    given(volumeAggregate, [...withSnapshot, requested, prepared, statusReset('maintenance')])
      .when(complete)
      .then([reverted])
      .thenState({ status: 'maintenance', reverting: null });
  });

  it('is over when the volume is deleted', () => {
    const state = foldAll(volumeAggregate, [...withSnapshot, requested, volumeDeletionRequested]);
    expect(nextVolumeStep(state as VolumeState)).toBe('deleteSnapshots');
  });
});

describe('a revert is refused', () => {
  const can = `Can't revert volume ${volumeId} to its latest snapshot ${snapshotId}.`;

  it('without snapshots', () => {
    given(volumeAggregate, availableVolume)
      .when(request())
      .thenThrows('InvalidParameterValue', `Volume ${volumeId} doesn't have any snapshots.`);
  });

  it.each([null, volumeId])('to anything but the newest snapshot: %s', (wanted) => {
    given(volumeAggregate, withSnapshot)
      .when(request(wanted))
      .thenThrows(
        'InvalidParameterValue',
        `Specified snapshot ${wanted ?? 'None'} is None or not the latest one of volume ${volumeId}.`,
      );
  });

  it('when the volume has grown since', () => {
    given(volumeAggregate, [...withSnapshot, { type: 'VolumeExtended', data: { size: 3 } }])
      .when(request())
      .thenThrows('InvalidParameterValue', `${can} The volume size must be equal to the snapshot size.`);
  });

  it.each(['in-use', 'reverting', 'error', 'maintenance'])('of a volume that is %s', (status) => {
    given(volumeAggregate, [...withSnapshot, statusReset(status)])
      .when(request())
      .thenThrows('ResourceConflict', `Invalid volume: ${can} Volume's status must be 'available'.`);
  });

  it('to a snapshot that is not available', () => {
    const backingUp = foldAll(snapshotAggregate, [...availableSnapshot, snapshotReset('available', 'error')]);
    given(volumeAggregate, withSnapshot)
      .when(request(snapshotId, backingUp))
      .thenThrows('ResourceConflict', `Invalid snapshot: ${can} Snapshot's status must be 'available'.`);
  });
});

describe('the snapshot of a revert', () => {
  it('is restoring, held by its volume, and available again', () => {
    given(snapshotAggregate, availableSnapshot)
      .when((state) => lockForRevert(state, snapshotId, volumeId))
      .then([
        {
          type: 'SnapshotStatusChanged',
          data: {
            from: 'available',
            to: 'restoring',
            reason: 'its volume goes back to it',
            operation: 'volume',
            operation_id: volumeId,
            locked: true,
          },
        },
      ])
      .thenState({ status: 'restoring', lock: { operation: 'volume', operation_id: volumeId } });
  });

  it('is held once, released by its holder only, and not taken from somebody else', () => {
    const held = lockForRevert(snapshot, snapshotId, volumeId);
    given(snapshotAggregate, [...availableSnapshot, ...held])
      .when((state) => lockForRevert(state, snapshotId, volumeId))
      .thenNothing();
    given(snapshotAggregate, [...availableSnapshot, ...held])
      .when((state) => releaseFromRevert(state, snapshotId))
      .thenNothing();
    given(snapshotAggregate, [...availableSnapshot, snapshotReset('available', 'backing-up')])
      .when((state) => lockForRevert(state, snapshotId, volumeId))
      .thenThrows(
        'InvalidSnapshot',
        `Invalid snapshot: Snapshot ${snapshotId} was to be reverted to, but its status is backing-up.`,
      );
  });
});
