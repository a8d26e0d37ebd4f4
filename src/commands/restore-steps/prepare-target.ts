import { recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { completeCreate } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
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
      if (volume === null) throw new VolumeNotFound(`Volume ${volume_id} could not be found.`);
      await volumes.createVolume(volume_id, volume.size);
      await store.execute(volumeAggregate, volume_id, context, (state) =>
        completeCreate(state, volume_id, settings.volumeHost),
      );
    }
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'RestoreTargetPrepared', data: { volume_id } }),
    );
  };
