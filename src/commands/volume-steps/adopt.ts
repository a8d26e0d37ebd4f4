import { isVolumeGoing } from '../../domain/process/going.js';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { volumeDeltas } from '../../domain/quota/deltas.js';
import { completeManage, failManage, recordFound } from '../../domain/volume/volume-manage.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { VolumeBackendError } from '../../drivers/volume/port.js';
import { failureText, isPassing } from '../failure.js';
import type { Step, StepDependencies } from '../step.js';

const GIB = 2 ** 30;

/** Sizes are whole GiB; what is a bit larger is rounded up, and grown when it is taken over. */
export const gibOf = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / GIB));

/** What is to be taken over is there, and no volume yet. */
export const findExisting =
  ({ store, backends }: Pick<StepDependencies, 'store' | 'backends'>): Step<VolumeState> =>
  async ({ id, state: { managing, planned_host }, context }) => {
    if (managing === null) return;
    const { driver } = backends.at(planned_host);
    const { identity, sizeBytes, id: known } = await driver.findManageable('volume', managing.reference);
    if (known !== null && (await isManaged(store, known))) {
      throw new VolumeBackendError('Unable to manage existing volume. The volume is already managed');
    }
    await store.execute(volumeAggregate, id, context, (state) =>
      recordFound(state, { size: gibOf(sizeBytes), identity }),
    );
  };

/** A volume that lives has that name at the backend, or is about to have it. */
export const isManaged = async (store: StepDependencies['store'], id: string): Promise<boolean> => {
  const { state } = await store.load(volumeAggregate, id);
  return state !== null && state.deleted_at === null;
};

/** The project is charged before its volume is there: over quota, everything stays as it was. */
export const adopt =
  ({ store, backends, quotas }: Pick<StepDependencies, 'store' | 'backends' | 'quotas'>): Step<VolumeState> =>
  async ({ id, state: volume, context, signal }) => {
    const { managing, planned_host, project_id: projectId, volume_type } = volume;
    if (managing === null || managing.found === null) return;
    const { state: now } = await store.load(volumeAggregate, id);
    if (isVolumeGoing(now) || now.managing === null) return;
    const { size, identity } = managing.found;
    const reservationId = reservationFor.create(id);
    const claim = { operation: 'volume', operation_id: id } as const;
    const deltas = volumeDeltas(size, volume_type);
    const name = managing.reference;
    try {
      await quotas.reserve(context, { projectId, reservationId, claim, deltas, volumeSize: size });
      await backends.at(planned_host).driver.adopt('volume', id, { name, identity }, size);
    } catch (error) {
      if (signal.aborted || isPassing(error)) throw error;
      await store.execute(volumeAggregate, id, context, (state) => failManage(state, failureText(error)));
      await quotas.release(context, projectId, reservationId, 'it could not be taken over');
      return;
    }
    await store.execute(volumeAggregate, id, context, completeManage);
    await quotas.commit(context, projectId, reservationId);
  };
