import { reservationFor } from '../../domain/process/settle-reservation.js';
import { completeExtend } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

export const extend =
  ({ store, volumes, quotas }: Pick<StepDependencies, 'store' | 'volumes' | 'quotas'>): Step<VolumeState> =>
  async ({ id, state: volume, context }) => {
    const newSize = volume.extending_to ?? volume.size;
    await volumes.extendVolume(id, newSize);
    await store.execute(volumeAggregate, id, context, completeExtend);
    await quotas.commit(context, volume.project_id, reservationFor.extend(id, newSize));
  };
