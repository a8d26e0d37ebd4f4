import { isOurs, isVolumeGoing } from '../../domain/process/going.js';
import { nextVolumeStep } from '../../domain/process/next-step.js';
import { completeCreate } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { VolumeDriver } from '../../drivers/volume/port.js';
import { NoValidBackend } from '../backends/placement.js';
import { stillDue } from '../still-due.js';
import type { Step, StepDependencies } from '../step.js';

export const create =
  ({
    store,
    volumes,
    placement,
    messages,
  }: Pick<StepDependencies, 'store' | 'volumes' | 'placement' | 'messages'>): Step<VolumeState> =>
  async ({ id, state: volume, context }) => {
    const host = await placement.settle(context, volume).catch(async (error: unknown) => {
      if (error instanceof NoValidBackend) await messages.raise(context, `schedule.${id}`, notPlaced(volume));
      throw error;
    });
    const isDue = stillDue(store, { aggregate: volumeAggregate, nextStep: nextVolumeStep }, id, 'create');
    await fill(volumes, volume).catch(messages.telling(isDue, context, `create.${id}`, notMade(volume)));
    const { state } = await store.execute(volumeAggregate, id, context, (now) =>
      isVolumeGoing(now) ? [] : completeCreate(now, id, host),
    );
    // Another worker made it, and it was deleted since: what a late one made again belongs to nobody.
    if (isOurs(state)) await volumes.deleteVolume(id);
  };

const notPlaced = ({ id, project_id }: VolumeState) =>
  ({ project_id, action_id: '001', detail_id: '003', resource_uuid: id }) as const;

const notMade = ({ id, project_id }: VolumeState) =>
  ({ project_id, action_id: '008', detail_id: '012', resource_uuid: id }) as const;

const fill = (volumes: VolumeDriver, { id, size, source, source_id }: VolumeState): Promise<void> => {
  if (source === 'snapshot' && source_id !== null) {
    return volumes.createVolumeFromSnapshot(id, size, source_id);
  }
  if (source === 'volume' && source_id !== null) return volumes.createClonedVolume(id, size, source_id);
  return volumes.createVolume(id, size);
};
