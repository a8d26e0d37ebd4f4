import { given } from '../../../test/support/given.js';
import {
  attachedVolume,
  availableVolume,
  backingUpVolume,
  backupId,
  restoreId,
  restoringVolume,
  statusReset,
  volumeDeleted,
  volumeDeletionRequested,
  volumeId,
} from '../../../test/domain/histories/volume.js';
import { releaseFromBackup, releaseFromRestore } from './volume-lock.decide.js';
import { resetVolumeStatus, resettableStatuses } from './volume-status-reset.decide.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

type Wanted = Parameters<typeof resetVolumeStatus>[2];
const reset = (wanted: Wanted) => (state: VolumeState | null) => resetVolumeStatus(state, volumeId, wanted);

const refused = ['deleting', 'error_deleting', 'detaching'];
const accepted = resettableStatuses.filter((status) => ![...refused, 'in-use'].includes(status));

describe('os-reset_status of a volume', () => {
  it.each(accepted)('writes %s', (status) => {
    given(volumeAggregate, availableVolume)
      .when(reset({ status }))
      .then([{ type: 'VolumeStatusReset', data: { status } }])
      .thenState({ status });
  });

  it.each(refused)('does not write %s', (status) => {
    given(volumeAggregate, availableVolume)
      .when(reset({ status }))
      .thenThrows('InvalidParameterValue', `Cannot reset-state to ${status}`);
  });

  it('writes in-use only when the volume is attached', () => {
    given(volumeAggregate, [...attachedVolume, statusReset('error')])
      .when(reset({ status: 'in-use' }))
      .thenState({ status: 'in-use' });
    given(volumeAggregate, availableVolume)
      .when(reset({ status: 'in-use', attach_status: 'attached' }))
      .thenThrows(
        'InvalidParameterValue',
        'Cannot reset-state to in-use because volume does not have any attachments.',
      );
  });

  it('drops the attachments with detached', () => {
    given(volumeAggregate, attachedVolume)
      .when(reset({ status: 'available', attach_status: 'detached' }))
      .thenState({
        status: 'available',
        attach_status: 'detached',
        attachments: [],
        admin_metadata: { readonly: 'False' },
      });
  });

  it('names every valid status when the given one is none', () => {
    given(volumeAggregate, availableVolume)
      .when(reset({ status: 'sleeping' }))
      .thenThrows(
        'InvalidParameterValue',
        'Volume status: sleeping is invalid, valid statuses are: (' +
          "'creating', 'available', 'deleting', 'error', 'error_deleting', 'error_managing', 'managing', 'attaching', " +
          "'in-use', 'detaching', 'maintenance', 'restoring-backup', 'error_restoring', 'reserved', 'awaiting-transfer', " +
          "'backing-up', 'error_backing-up', 'error_extending', 'downloading', 'uploading', 'retyping', 'extending').",
      );
  });

  it('needs one of its three values', () => {
    given(volumeAggregate, availableVolume)
      .when(reset({}))
      .thenThrows(
        'InvalidParameterValue',
        "Must specify 'status', 'attach_status' or 'migration_status' for update.",
      );
  });

  it.each([
    [{ attach_status: 'attached' }, { attach_status: 'attached', status: 'backing-up' }],
    [{ migration_status: 'migrating' }, { migration_status: 'migrating', status: 'backing-up' }],
    [{ migration_status: null }, { migration_status: null, status: 'backing-up' }],
  ] as const)('of something else leaves the status and its holder: %j', (wanted, members) => {
    given(volumeAggregate, backingUpVolume)
      .when(reset(wanted))
      .thenState({ ...members, lock: { operation: 'backup', operation_id: backupId } });
  });

  it.each([
    ['never made', []],
    ['deleted', [...availableVolume, volumeDeletionRequested, volumeDeleted]],
  ])('finds nothing when the volume was %s', (_, history) => {
    given(volumeAggregate, history)
      .when(reset({ status: 'error' }))
      .thenThrows('VolumeNotFound', `Volume ${volumeId} could not be found.`);
  });
});

describe('The word of an administrator', () => {
  it.each(['finished', 'failed', 'abandoned'] as const)(
    'outlives the backup that held the volume: %s',
    (outcome) => {
      given(volumeAggregate, backingUpVolume)
        .when(reset({ status: 'available' }))
        .when((state) => releaseFromBackup(state, backupId, outcome))
        .thenNothing()
        .thenState({ status: 'available', lock: null });
    },
  );

  it.each(['finished', 'failed', 'abandoned'] as const)(
    'outlives the restore that held the volume: %s',
    (outcome) => {
      given(volumeAggregate, restoringVolume)
        .when(reset({ status: 'error' }))
        .when((state) => releaseFromRestore(state, restoreId, outcome))
        .thenNothing()
        .thenState({ status: 'error', lock: null });
    },
  );
});
