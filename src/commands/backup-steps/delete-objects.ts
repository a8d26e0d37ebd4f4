import { failDelete, recordObjectsDeleted } from '../../domain/backup/backup-deletion.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { isOurService } from '../../domain/backup/our-service.js';
import { nextBackupStep } from '../../domain/process/next-step.js';
import { describeBackup } from '../describe-backup.js';
import { stillDue } from '../still-due.js';
import type { Step, StepDependencies } from '../step.js';
import { dropOldPoints } from './backup-points.js';

/** A backup that never started has no objects. A store that fails puts the backup in error, to be deleted again. */
export const deleteObjects =
  (needs: Pick<StepDependencies, 'store' | 'backups' | 'messages' | 'volumes'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const { store, backups, messages } = needs;
    await dropOldPoints(needs, backup.volume_id);
    if (backup.service !== null && !isOurService(backups.service, backup.service)) {
      const reason = `Delete backup aborted, the backup service currently configured [${backups.service}] is not the backup service that was used to create this backup [${backup.service}].`;
      await store.execute(backupAggregate, id, context, (state) => failDelete(state, reason));
      return;
    }
    const whole = { aggregate: backupAggregate, nextStep: nextBackupStep };
    const isDue = stillDue(store, whole, id, 'deleteObjects');
    const tell = messages.telling(isDue, context, `delete.${context.command_id}`, {
      project_id: backup.project_id,
      action_id: '014',
      detail_id: '025',
      resource_uuid: id,
    });
    const { objects_deleted } =
      backup.service === null
        ? { objects_deleted: 0 }
        : await backups.delete(describeBackup(backup)).catch(tell);
    await store.execute(backupAggregate, id, context, (state) =>
      recordObjectsDeleted(state, objects_deleted),
    );
  };
