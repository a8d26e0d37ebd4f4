import { recordStep } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';
import { deviceOf } from './device-of.js';

/** create_export and initialize_connection of spec/backup-workflow.md section 2. */
export const exportDevice =
  ({
    store,
    devices,
    settings,
  }: Pick<StepDependencies, 'store' | 'devices' | 'settings'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const device = deviceOf(backup);
    const { driver_volume_type } = await devices.export(device.kind, device.id);
    await store.execute(backupAggregate, id, context, (state) =>
      recordStep(state, id, {
        type: 'BackupDeviceExported',
        data: { device_id: device.id, driver_volume_type, host: settings.host },
      }),
    );
  };
