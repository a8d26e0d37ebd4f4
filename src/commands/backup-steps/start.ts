import { recordStep } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { describeBackup } from '../describe-backup.js';
import { requireHeld } from '../no-longer-held.js';
import type { Step, StepDependencies } from '../step.js';
import { sourceOf } from './source-of.js';

/** Takes the backup over and settles where its objects will lie, before the first of them is written. */
export const start =
  ({
    store,
    lock,
    settings,
    backups,
    clock,
  }: Pick<StepDependencies, 'store' | 'lock' | 'settings' | 'backups' | 'clock'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    requireHeld(await lock.lost(sourceOf(backup)));
    const place = backups.place(describeBackup(backup), clock.now());
    await store.execute(backupAggregate, id, context, (state) =>
      recordStep(state, id, {
        type: 'BackupStarted',
        data: {
          host: settings.host,
          service: backups.service,
          availability_zone: settings.availabilityZone,
          ...place,
        },
      }),
    );
  };
