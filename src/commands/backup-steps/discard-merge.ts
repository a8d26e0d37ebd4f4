import { endFailedMerge } from '../../domain/backup/backup-merge.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { describeBackup } from '../describe-backup.js';
import type { Step, StepDependencies } from '../step.js';

/** Copies beside its objects would keep the backup from being restored, so this is tried until it succeeds. */
export const discardMerge =
  ({ store, backups }: Pick<StepDependencies, 'store' | 'backups'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    await backups.discardMerge(describeBackup(backup));
    await store.execute(backupAggregate, id, context, endFailedMerge);
  };
