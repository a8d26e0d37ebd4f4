import { completeDelete } from '../../domain/backup/backup-deletion.decide.js';
import { removeChild } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { livesOf, reservationFor } from '../../domain/process/settle-reservation.js';
import { backupDeltas, negated } from '../../domain/quota/deltas.js';
import type { Step, StepDependencies } from '../step.js';

/** The charge is set aside before the backup is gone and taken off after it, so it is taken off exactly once. */
export const finishDelete =
  ({ store, quotas }: Pick<StepDependencies, 'store' | 'quotas'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const projectId = backup.project_id;
    const reservationId = reservationFor.delete(id, livesOf(backup));
    const claim = { operation: 'backup', operation_id: id } as const;
    await quotas.reserveDelete(context, backup, {
      projectId,
      reservationId,
      claim,
      deltas: negated(backupDeltas(backup.size)),
    });
    if (backup.parent_id !== null) {
      await store.execute(backupAggregate, backup.parent_id, context, (state) => removeChild(state, id));
    }
    await store.execute(backupAggregate, id, context, completeDelete);
    await quotas.commit(context, projectId, reservationId);
  };
