import { finishRestore } from '../../domain/backup/backup.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { endFailed } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { failCreate } from '../../domain/volume/volume.decide.js';
import { releaseFromRestore } from '../../domain/volume/volume-lock.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/** A failed or cancelled restore never harms the backup: it is available again. The target says what became of it. */
export const fail =
  ({ store }: Pick<StepDependencies, 'store'>): Step<RestoreState> =>
  async ({ id, state: { backup_id, volume_id, failing, cancelling }, context }) => {
    const reason = failing?.fail_reason ?? '';
    await store.execute(volumeAggregate, volume_id, context, (state) =>
      state === null || state.deleted_at !== null || state.host !== null
        ? []
        : failCreate(state, volume_id, reason),
    );
    await store.execute(volumeAggregate, volume_id, context, (state) =>
      releaseFromRestore(state, id, cancelling ? 'cancelled' : 'failed', failing?.fail_reason),
    );
    await store.execute(backupAggregate, backup_id, context, (state) => finishRestore(state, id, 'failed'));
    await store.execute(restoreAggregate, id, context, endFailed);
  };
