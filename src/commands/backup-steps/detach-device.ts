import { recordStep } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';
import { deviceOf } from './device-of.js';

export const detachDevice =
  ({ store, devices }: Pick<StepDependencies, 'store' | 'devices'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const device = deviceOf(backup);
    await devices.detach(device.kind, device.id);
    await store.execute(backupAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'BackupDeviceDetached', data: { device_id: device.id } }),
    );
  };
