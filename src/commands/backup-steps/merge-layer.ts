import { completeMerge } from '../../domain/backup/backup-merge.decide.js';
import { adoptChild } from '../../domain/backup/backup-import.decide.js';
import { addDependent, removeChild } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { isOurService } from '../../domain/backup/our-service.js';
import { StepNotDue } from '../../domain/shared/step-not-due.js';
import { InvalidBackup } from '../../drivers/backup/port.js';
import { describeBackup } from '../describe-backup.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * The backup takes over its parent's layer in the store; then its new parent knows it, then it is recorded, and last the old
 * parent lets it go. Between the store and the record both ways to read the chain give the same bytes.
 */
export const mergeLayer =
  ({ store, backups }: Pick<StepDependencies, 'store' | 'backups'>): Step<BackupState> =>
  async ({ id, state: backup, context, signal }) => {
    const layer_backup_id = backup.merging?.layer_backup_id ?? '';
    const { state: layer } = await store.load(backupAggregate, layer_backup_id);
    if (layer === null || layer.deleted_at !== null) {
      throw new InvalidBackup(`Backup ${layer_backup_id} could not be found.`);
    }
    for (const { service } of [layer, backup]) {
      if (!isOurService(backups.service, service ?? '')) {
        throw new InvalidBackup(
          `the backup service [${backups.service}] cannot read a layer of [${service}].`,
        );
      }
    }
    const { parent_id } = layer;
    const outcome = await backups.mergeLayer({
      parent: describeBackup(layer),
      backup: describeBackup(backup),
      new_parent_id: parent_id,
      confirm: () => requireMerging(store, id, layer_backup_id),
      signal,
    });
    if (parent_id !== null) {
      await store.execute(backupAggregate, parent_id, context, (state) => adoptChild(state, id));
      await store.execute(backupAggregate, parent_id, context, (state) => addDependent(state, id));
    }
    await store.execute(backupAggregate, id, context, (state) =>
      completeMerge(state, { layer_backup_id, parent_id, ...outcome }),
    );
    await store.execute(backupAggregate, layer_backup_id, context, (state) => removeChild(state, id));
  };

/** A worker that was stopped for a long time must not put back what newer ones have changed. */
const requireMerging = async (
  store: StepDependencies['store'],
  id: string,
  layerId: string,
): Promise<void> => {
  const { state } = await store.load(backupAggregate, id);
  if (state?.merging?.layer_backup_id === layerId && state.merging.fail_reason === null) return;
  throw new StepNotDue(`backup ${id} does not take over backup ${layerId} any more`);
};
