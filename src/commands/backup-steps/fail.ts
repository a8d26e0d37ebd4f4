import { endFailed } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { detailOfCreate } from '../../domain/message/failed-stage.js';
import { describeBackup } from '../describe-backup.js';
import type { Step, StepDependencies } from '../step.js';
import { dropOldPoints } from './backup-points.js';
import { sourceOf } from './source-of.js';

/**
 * Nothing is held any more: the source is given back, and the create has failed or was cancelled. The backup keeps its quota
 * until it is deleted. Users are told before the end is recorded, so that no crash keeps it from them.
 * What a cancelled one has stored is removed at once; what cannot be removed now goes with the backup's deletion.
 */
export const fail =
  (needs: Pick<StepDependencies, 'store' | 'lock' | 'messages' | 'backups' | 'volumes'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const { store, lock, messages, backups } = needs;
    await dropOldPoints(needs, backup.volume_id, { id, isKept: false });
    await lock.release(context, sourceOf(backup), backup.cancelling ? 'cancelled' : 'failed');
    if (backup.cancelling && backup.deletion === null && backup.service !== null) {
      await backups.delete(describeBackup(backup)).catch(() => undefined);
    }
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
