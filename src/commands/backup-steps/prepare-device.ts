import { Logger } from '@nestjs/common';
import { chooseDevice } from '../../domain/backup/backup-device.js';
import { recordStep, type BackupStepEvent } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';
import { uuidV5 } from '../uuid-v5.js';

const logger = new Logger('prepareDevice');

/** Settles what the bytes are read from. A temporary gets its id here, which follows from the backup's. */
export const prepareDevice =
  ({
    store,
    volumes,
    settings,
  }: Pick<StepDependencies, 'store' | 'volumes' | 'settings'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const { supportsSnapshotAttach } = volumes.capabilities;
    const { useTempSnapshot } = settings;
    const choice = chooseDevice(backup, { supportsSnapshotAttach, useTempSnapshot });
    if ('temp' in choice && useTempSnapshot && !supportsSnapshotAttach) {
      logger.warn(`backup ${id} makes a temporary volume: the volume backend cannot attach a snapshot`);
    }
    const event: BackupStepEvent =
      'temp' in choice
        ? {
            type: 'BackupTempPlanned',
            data: { temp_kind: choice.temp, temp_id: uuidV5(`backup/${id}/temp`) },
          }
        : { type: 'BackupDevicePrepared', data: { device_kind: choice.kind, device_id: choice.id } };
    await store.execute(backupAggregate, id, context, (state) => recordStep(state, id, event));
  };
