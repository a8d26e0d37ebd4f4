import { nextVolumeStep } from '../../domain/process/next-step.js';
import { StepNotDue } from '../../domain/shared/step-not-due.js';
import { recordCopy, recordProgress } from '../../domain/volume/volume-migrate.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Copies the volume to its destination. Whose copy is recorded first has won; any other worker takes its own away again. A volume
 * in use is not copied: nobody could say which moment the copy is of.
 */
export const migrate =
  ({
    store,
    devices,
    backends,
  }: Pick<StepDependencies, 'store' | 'devices' | 'backends'>): Step<VolumeState> =>
  async ({ id, state: { migrating }, context, signal }) => {
    if (migrating === null) return;
    const { migration_id, host, from_host } = migrating;
    const { state: now } = await store.load(volumeAggregate, id);
    if (now?.migrating?.migration_id !== migration_id || nextVolumeStep(now) !== 'migrate') return;
    if (now.attachments.length > 0)
      throw new Error('A volume in use cannot be migrated by the block storage service alone.');
    const source_identity = await backends.at(from_host).driver.identityOf(id);
    const device = await devices.attach('volume', id);
    const onProgress = async (bytes_done: number): Promise<void> => {
      await store.execute(volumeAggregate, id, context, (state) => {
        const events = recordProgress(state, migration_id, { bytes_done, total_bytes: device.sizeBytes });
        if (events === undefined) throw new StepNotDue(`the migration of volume ${id} is not to go on`);
        return events;
      });
    };
    const { driver } = backends.at(host);
    const copied = await driver.prepareImport(id, migration_id, { ...device, onProgress, signal });
    const { state } = await store.execute(volumeAggregate, id, context, (volume) =>
      recordCopy(volume, migration_id, { ...copied, source_identity }),
    );
    if (state?.migrating?.copy?.name !== copied.copy) await driver.discardImport(id, copied.copy);
  };
