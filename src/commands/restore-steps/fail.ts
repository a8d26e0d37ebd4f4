import { finishRestore } from '../../domain/backup/backup.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { detailOfRestore } from '../../domain/message/failed-stage.js';
import { endFailed, whyCancelled } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { failCreate } from '../../domain/volume/volume.decide.js';
import { releaseFromRestore, type RestoreOutcome } from '../../domain/volume/volume-lock.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/** A failed or cancelled restore never harms the backup: it is available again. The target says what became of it. */
export const fail =
  ({ store, messages }: Pick<StepDependencies, 'store' | 'messages'>): Step<RestoreState> =>
  async ({ id, state: restore, context }) => {
    const { backup_id, volume_id, project_id, failing, cancelling } = restore;
    const reason = cancelling ? whyCancelled(restore) : failing?.fail_reason;
    await store.execute(volumeAggregate, volume_id, context, (state) =>
      state === null || state.deleted_at !== null || state.host !== null
        ? []
        : failCreate(state, volume_id, reason ?? ''),
    );
    await store.execute(volumeAggregate, volume_id, context, (state) =>
      releaseFromRestore(state, id, outcomeOf(restore), reason),
    );
    await store.execute(backupAggregate, backup_id, context, (state) => finishRestore(state, id, 'failed'));
    if (failing !== null && !cancelling) {
      const detail_id = detailOfRestore(failing.step);
      const resource_uuid = detail_id === '027' ? volume_id : backup_id;
      const message = { project_id, action_id: '015', detail_id, resource_uuid } as const;
      await messages.raise(context, `restore.${id}`, message);
    }
    await store.execute(restoreAggregate, id, context, endFailed);
  };

/** A target on which nothing was written yet has lost nothing by it. */
const outcomeOf = ({ cancelling, cancelled_by, attempts }: RestoreState): RestoreOutcome => {
  if (!cancelling) return 'failed';
  if (cancelled_by === null) return 'cancelled';
  return attempts === 0 ? 'abandoned' : 'stopped';
};
