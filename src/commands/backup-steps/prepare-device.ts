import { recordStep } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { VolumeBackendError } from '../../drivers/volume/port.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * What the bytes are read from: the snapshot asked for, or the volume itself, which nobody writes to while it is locked.
 * A volume in use would change under our hands.
 */
export const prepareDevice =
  ({ store, volumes }: Pick<StepDependencies, 'store' | 'volumes'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    if (backup.snapshot_id === null && backup.source_previous_status !== 'available') {
      throw new VolumeBackendError(
        `A volume that is ${backup.source_previous_status} cannot be backed up without a temporary snapshot.`,
      );
    }
    if (backup.snapshot_id !== null && !volumes.capabilities.supportsSnapshotAttach) {
      throw new VolumeBackendError('The volume driver cannot attach a snapshot.');
    }
    const device =
      backup.snapshot_id === null
        ? ({ device_kind: 'volume', device_id: backup.volume_id } as const)
        : ({ device_kind: 'snapshot', device_id: backup.snapshot_id } as const);
    await store.execute(backupAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'BackupDevicePrepared', data: device }),
    );
  };
