import { endFailed } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';
import { sourceOf } from './source-of.js';

/**
 * Nothing is held any more: the source is given back, and the create has failed or was cancelled. The backup keeps its quota
 * until it is deleted.
 */
export const fail =
  ({ store, lock }: Pick<StepDependencies, 'store' | 'lock'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    await lock.release(context, sourceOf(backup), backup.cancelling ? 'cancelled' : 'failed');
    await store.execute(backupAggregate, id, context, endFailed);
  };
