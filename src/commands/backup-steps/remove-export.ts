import { recordStep } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';
import { deviceOf } from './device-of.js';

/** terminate_connection and remove_export, both awaited (Cinder bug 1920237). */
export const removeExport =
  ({ store, devices }: Pick<StepDependencies, 'store' | 'devices'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const device = deviceOf(backup);
    await devices.unexport(device.kind, device.id);
    await store.execute(backupAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'BackupDeviceUnexported', data: { device_id: device.id } }),
    );
  };
