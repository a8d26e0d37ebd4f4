import { failStep, recordStep } from '../../domain/backup/backup-steps.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Chooses a host that is up and enabled, in the zone asked for (spec/backup-workflow.md 3.3). A wish that no host meets
 * fails the backup after the 202, as in Cinder.
 */
export const schedule =
  ({ store, services }: Pick<StepDependencies, 'store' | 'services'>): Step<BackupState> =>
  async ({ id, state: backup, context }) => {
    const { state: volume } = await store.load(volumeAggregate, backup.volume_id);
    const wish = { zone: backup.availability_zone, key: id };
    const host = await services.choose(wish, volume?.host ?? null);
    const chosen = (await services.backupHosts()).find((service) => service.host === host);
    await store.execute(backupAggregate, id, context, (state) =>
      chosen === undefined
        ? failStep(state, 'schedule', 'Service not found for creating backup.')
        : recordStep(state, id, {
            type: 'BackupScheduled',
            data: { host: chosen.host, availability_zone: chosen.zone },
          }),
    );
  };
