import { Logger } from '@nestjs/common';
import { recordTempCreated } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';
import { requireHeld } from '../no-longer-held.js';
import { makeTempSnapshot } from './make-temp-snapshot.js';
import { makeTempVolume } from './make-temp-volume.js';
import { sourceOf } from './source-of.js';

const logger = new Logger('createTemp');

/**
 * Makes the copy that is read in place of a volume in use. Its id is in the log before anything of it exists, so that
 * whatever dies here, the copy is known and will be removed.
 */
export const createTemp =
  (needs: Pick<StepDependencies, 'store' | 'lock' | 'volumes' | 'placement'>): Step<BackupState> =>
  async (run) => {
    const { id, state: backup, context } = run;
    if (backup.temp === null) throw new Error(`backup ${id} has no temporary`);
    requireHeld(await needs.lock.lost(sourceOf(backup)));
    if (backup.snapshot_id === null && !needs.volumes.capabilities.pointInTimeCopies) {
      logger.warn(
        `volume ${backup.volume_id} is in use and its backend copies piece by piece: ` +
          `what is written meanwhile may be in backup ${id} or not`,
      );
    }
    const make = backup.temp.kind === 'snapshot' ? makeTempSnapshot : makeTempVolume;
    await make(needs, run, backup.temp.id);
    await needs.store.execute(backupAggregate, id, context, (state) => recordTempCreated(state, id));
  };
