import { endAvailable } from '../../domain/backup/backup-steps.decide.js';
import { addDependent } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';
import { dropOldPoints } from './backup-points.js';
import { sourceOf } from './source-of.js';

/** The source is free again before the backup is available, so whoever waits for the backup finds both. */
export const finish =
  (needs: Pick<StepDependencies, 'store' | 'lock' | 'volumes'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const { store, lock } = needs;
    await dropOldPoints(needs, backup.volume_id, { id, isKept: true });
    await lock.release(context, sourceOf(backup), 'finished');
    if (backup.parent_id !== null) {
      await store.execute(backupAggregate, backup.parent_id, context, (state) => addDependent(state, id));
    }
    await store.execute(backupAggregate, id, context, endAvailable);
  };
