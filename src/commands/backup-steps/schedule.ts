import { failStep, recordStep } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Chooses the host (spec/backup-workflow.md 3.3): this one, if its zone is the one asked for. A wish that no host meets
 * fails the backup after the 202, as in Cinder.
 */
export const schedule =
  ({ store, settings }: Pick<StepDependencies, 'store' | 'settings'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const { host, availabilityZone } = settings;
    const wanted = backup.availability_zone;
    await store.execute(backupAggregate, id, context, (state) =>
      wanted === null || wanted === availabilityZone
        ? recordStep(state, id, {
            type: 'BackupScheduled',
            data: { host, availability_zone: availabilityZone },
          })
        : failStep(state, 'schedule', 'Service not found for creating backup.'),
    );
  };
