import { reservationFor } from '../../domain/process/settle-reservation.js';
import { extendDeltas } from '../../domain/quota/deltas.js';
import { completeExtend, failExtend } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { failureText, isPassing } from '../failure.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Grows the volume. A backend that fails ends the extension here and not in the worker, because what the request had
 * reserved is given back with it.
 */
export const extend =
  ({
    store,
    volumes,
    quotas,
    messages,
  }: Pick<StepDependencies, 'store' | 'volumes' | 'quotas' | 'messages'>): Step<VolumeState> =>
  async ({ id, state: volume, context, signal }) => {
    const projectId = volume.project_id;
    const newSize = volume.extending_to ?? volume.size;
    const reservationId = reservationFor.extend(id, newSize);
    const claim = { operation: 'volume', operation_id: id } as const;
    const deltas = extendDeltas(newSize - volume.size, volume.volume_type);
    try {
      // Normally there; a growth that nobody is charged for would never be noticed.
      await quotas.reserve(context, { projectId, reservationId, claim, deltas });
      await volumes.extendVolume(id, newSize);
    } catch (error) {
      if (signal.aborted || isPassing(error)) throw error;
      const { state: now } = await store.load(volumeAggregate, id);
      if (now?.extending_to === newSize) {
        await messages.raise(context, `extend.${context.command_id}`, notGrown(volume));
      }
      await store.execute(volumeAggregate, id, context, (state) => failExtend(state, failureText(error)));
      await quotas.release(context, projectId, reservationId, 'the extension failed');
      return;
    }
    await store.execute(volumeAggregate, id, context, completeExtend);
    await quotas.commit(context, projectId, reservationId);
  };

const notGrown = ({ id, project_id }: VolumeState) =>
  ({ project_id, action_id: '007', detail_id: '010', resource_uuid: id }) as const;
