import { isVolumeGoing } from '../../domain/process/going.js';
import { recordFilled, recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { completeCreate } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { VolumeNotFound } from '../../drivers/volume/port.js';
import type { Step, StepDependencies } from '../step.js';
import { backupChain } from './backup-chain.js';

type Needs = Pick<StepDependencies, 'store' | 'volumes' | 'backups' | 'placement'>;

/**
 * A new target comes to be here; users see it `creating` or `restoring-backup`, never blank and available. A volume that is
 * made from a backup is offered to its backend first, as in Cinder; most backends leave it to the restore.
 */
export const prepareTarget =
  (needs: Needs): Step<RestoreState> =>
  async ({ id, state: restore, context }) => {
    const { store, volumes, placement } = needs;
    const { volume_id, volume_is_new } = restore;
    let filled: Filled = null;
    if (volume_is_new) {
      const { state: volume } = await store.load(volumeAggregate, volume_id);
      if (isVolumeGoing(volume)) throw notFound(volume_id);
      const host = await placement.settle(context, volume);
      filled = await filledByBackend(needs, restore, volume.size);
      if (filled === null) await volumes.createVolume(volume_id, volume.size);
      const made = await store.execute(volumeAggregate, volume_id, context, (state) =>
        isVolumeGoing(state) ? [] : completeCreate(state, volume_id, host),
      );
      if (isVolumeGoing(made.state)) {
        // Deleted by force while it was made: its own deletion may have come before the file.
        await volumes.deleteVolume(volume_id);
        throw notFound(volume_id);
      }
    }
    await store.execute(restoreAggregate, id, context, (state) =>
      filled === null
        ? recordStep(state, id, { type: 'RestoreTargetPrepared', data: { volume_id } })
        : recordFilled(state, id, { volume_id, ...filled }),
    );
  };

type Filled = { readonly bytes_written: number } | null;

const filledByBackend = async (
  { store, volumes, backups }: Needs,
  { backup_id, volume_id, creates_volume }: RestoreState,
  size: number,
): Promise<Filled> => {
  if (!creates_volume || volumes.createVolumeFromBackup === undefined) return null;
  const chain = await backupChain(store, backup_id);
  return volumes.createVolumeFromBackup(volume_id, size, { service: backups.service, chain });
};

const notFound = (id: string): VolumeNotFound => new VolumeNotFound(`Volume ${id} could not be found.`);
