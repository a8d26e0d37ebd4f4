import { finishRestore } from '../../domain/backup/backup.decide.js';
import { backupAggregate } from '../../domain/backup/backup.state.js';
import { endCompleted } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { markRestoredFrom, updateVolume } from '../../domain/volume/volume.decide.js';
import { releaseFromRestore } from '../../domain/volume/volume-lock.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * The volume is available with its `src_backup_id`, then the backup is, then the restore has ended
 * (spec/backup-workflow.md section 4 step 10).
 */
export const finish =
  ({ store }: Pick<StepDependencies, 'store'>): Step<RestoreState> =>
  async ({ id, state: restore, context }) => {
    const { backup_id, volume_id } = restore;
    const { state: backup } = await store.load(backupAggregate, backup_id);
    const source = backup?.volume_id ?? null;
    const { state: volume } = await store.execute(volumeAggregate, volume_id, context, (state) => {
      const metadata = markRestoredFrom(state, backup_id, source);
      return metadata === null ? [] : updateVolume(state, volume_id, { metadata });
    });
    await store.execute(volumeAggregate, volume_id, context, (state) =>
      releaseFromRestore(state, id, 'finished'),
    );
    await store.execute(backupAggregate, backup_id, context, (state) =>
      finishRestore(state, id, 'completed'),
    );
    const marked = volume?.metadata['src_backup_id'] ?? null;
    await store.execute(restoreAggregate, id, context, (state) => endCompleted(state, marked));
  };
