import { recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { completeCreate } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { VolumeNotFound } from '../../drivers/volume/port.js';
import type { Step, StepDependencies } from '../step.js';

/** A new target gets its bytes here; users see it `creating`, then `restoring-backup`, never blank and available. */
export const prepareTarget =
  ({
    store,
    volumes,
    settings,
  }: Pick<StepDependencies, 'store' | 'volumes' | 'settings'>): Step<RestoreState> =>
  async ({ id, state: restore, context }) => {
    const { volume_id, volume_is_new } = restore;
    if (volume_is_new) {
      const { state: volume } = await store.load(volumeAggregate, volume_id);
      if (isGone(volume)) throw notFound(volume_id);
      await volumes.createVolume(volume_id, volume.size);
      const made = await store.execute(volumeAggregate, volume_id, context, (state) =>
        isGone(state) ? [] : completeCreate(state, volume_id, settings.volumeHost),
      );
      if (isGone(made.state)) {
        // Deleted by force while it was made: its own deletion may have come before the file.
        await volumes.deleteVolume(volume_id);
        throw notFound(volume_id);
      }
    }
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'RestoreTargetPrepared', data: { volume_id } }),
    );
  };

const isGone = (volume: VolumeState | null): volume is null =>
  volume === null || volume.deletion !== null || volume.deleted_at !== null;

const notFound = (id: string): VolumeNotFound => new VolumeNotFound(`Volume ${id} could not be found.`);
