import { endFailed } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { detailOfCreate } from '../../domain/message/failed-stage.js';
import type { Step, StepDependencies } from '../step.js';
import { sourceOf } from './source-of.js';

/**
 * Nothing is held any more: the source is given back, and the create has failed or was cancelled. The backup keeps its quota
 * until it is deleted. Users are told before the end is recorded, so that no crash keeps it from them.
 */
export const fail =
  ({ store, lock, messages }: Pick<StepDependencies, 'store' | 'lock' | 'messages'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    await lock.release(context, sourceOf(backup), backup.cancelling ? 'cancelled' : 'failed');
    if (backup.failing !== null && !backup.cancelling) {
      await messages.raise(context, `create.${id}`, {
        project_id: backup.project_id,
        action_id: '013',
        detail_id: detailOfCreate(backup.failing.step),
        resource_uuid: id,
      });
    }
    await store.execute(backupAggregate, id, context, endFailed);
  };
