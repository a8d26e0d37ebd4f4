import { given, momentOf } from '../../../test/support/given.js';
import {
  availableVolume,
  snapshotAdded,
  volumeDeleted,
  volumeDeletionRequested,
  volumeId,
  volumeInStatus,
} from '../../../test/domain/histories/volume.js';
import { completeDelete, deletableStatuses, failDelete, requestDelete } from './volume-deletion.decide.js';
import { resettableStatuses } from './volume-status-reset.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const request =
  (options: { cascade?: boolean; force?: boolean } = {}) =>
  (state: VolumeState | null) =>
    requestDelete(state, volumeId, { cascade: false, force: false, ...options });

const conditions =
  'must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.';
const refusal = `Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and ${conditions}`;
const forcedRefusal = `Invalid volume: Volume  ${conditions}`;

describe('A delete', () => {
  it.each(deletableStatuses)('of a volume that is %s makes it deleting', (status) => {
    given(volumeAggregate, volumeInStatus(status))
      .when(request())
      .then([volumeDeletionRequested])
      .thenState({
        status: 'deleting',
        deletion: { cascade: false, force: false, requested_at: expect.any(String) },
      });
  });

  const others = resettableStatuses.filter(
    (status) => !(deletableStatuses as readonly string[]).includes(status),
  );

  it.each(others)('of a volume that is %s is refused, unless forced', (status) => {
    given(volumeAggregate, volumeInStatus(status)).when(request()).thenThrows('InvalidVolume', refusal);
    given(volumeAggregate, volumeInStatus(status))
      .when(request({ force: true }))
      .then([{ type: 'VolumeDeletionRequested', data: { cascade: false, force: true } }]);
  });

  it('of a volume with snapshots needs cascade', () => {
    given(volumeAggregate, [...availableVolume, snapshotAdded])
      .when(request())
      .thenThrows('InvalidVolume', refusal);
    given(volumeAggregate, [...availableVolume, snapshotAdded])
      .when(request({ force: true }))
      .thenThrows('InvalidVolume', forcedRefusal);
    given(volumeAggregate, [...availableVolume, snapshotAdded])
      .when(request({ cascade: true }))
      .then([{ type: 'VolumeDeletionRequested', data: { cascade: true, force: false } }]);
  });

  it('of an attached volume is refused, forced or not', () => {
    const attached = [
      ...availableVolume,
      { type: 'VolumeStatusReset', data: { attach_status: 'attached' } } as const,
    ];
    given(volumeAggregate, attached).when(request()).thenThrows('InvalidVolume', refusal);
    given(volumeAggregate, attached)
      .when(request({ force: true }))
      .thenThrows('InvalidVolume', forcedRefusal);
  });

  it.each(['migrating', 'starting', 'completing'])(
    'of a volume whose migration is %s is refused',
    (migration_status) => {
      given(volumeAggregate, [...availableVolume, { type: 'VolumeStatusReset', data: { migration_status } }])
        .when(request({ force: true }))
        .thenThrows('InvalidVolume', forcedRefusal);
    },
  );

  it.each(['error', 'success', null])(
    'of a volume whose migration is over is accepted: %s',
    (migration_status) => {
      given(volumeAggregate, [...availableVolume, { type: 'VolumeStatusReset', data: { migration_status } }])
        .when(request())
        .then([volumeDeletionRequested]);
    },
  );

  it('of what is being deleted changes nothing when forced', () => {
    given(volumeAggregate, [...availableVolume, volumeDeletionRequested])
      .when(request({ force: true }))
      .thenNothing();
  });

  it.each([
    ['never made', []],
    ['deleted', [...availableVolume, volumeDeletionRequested, volumeDeleted]],
  ])('of a volume that was %s finds nothing', (_, history) => {
    given(volumeAggregate, history)
      .when(request({ force: true }))
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });
});

describe('A delete that runs', () => {
  const deleting = [...availableVolume, volumeDeletionRequested];

  it('ends with the volume gone, once', () => {
    given(volumeAggregate, deleting)
      .when(completeDelete)
      .then([volumeDeleted])
      .when(completeDelete)
      .thenNothing()
      .thenState({ status: 'deleted', deletion: null, deleted_at: momentOf(3) });
  });

  it('that fails leaves error_deleting', () => {
    given(volumeAggregate, deleting)
      .when((state) => failDelete(state, 'device busy'))
      .then([{ type: 'VolumeDeletionFailed', data: { reason: 'device busy' } }])
      .thenState({ status: 'error_deleting', deletion: null, fail_reason: 'device busy' });
  });

  it.each([
    ['nobody asked for', availableVolume],
    ['of a volume that is not there', []],
    ['that is over', [...deleting, volumeDeleted]],
  ])('and nobody can fail one %s', (_, history) => {
    given(volumeAggregate, history)
      .when((state) => failDelete(state, 'late'))
      .thenNothing();
  });

  it('takes a running extend with it', () => {
    given(volumeAggregate, [
      ...availableVolume,
      { type: 'VolumeExtendRequested', data: { from_size: 2, new_size: 3 } },
      { type: 'VolumeDeletionRequested', data: { cascade: false, force: true } },
      volumeDeleted,
    ]).thenState({ status: 'deleted', extending_to: null, size: 2 });
  });
});
