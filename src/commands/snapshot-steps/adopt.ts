import { completeCreate } from '../../domain/snapshot/snapshot.decide.js';
import { recordFound } from '../../domain/snapshot/snapshot-manage.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { VolumeBackendError, type VolumeDriver } from '../../drivers/volume/port.js';
import type { Step, StepDependencies } from '../step.js';
import { gibOf } from '../volume-steps/adopt.js';

type Needs = Pick<StepDependencies, 'store' | 'backends'>;

/** What is to be taken over is there, as large as its volume, and no snapshot yet. */
export const findExisting =
  (needs: Needs): Step<SnapshotState> =>
  async ({ id, state: snapshot, context }) => {
    const { managing, size } = snapshot;
    if (managing === null) return;
    const driver = await driverOf(needs, snapshot);
    const { identity, sizeBytes, id: known } = await driver.findManageable('snapshot', managing.reference);
    const { state: other } =
      known === null ? { state: null } : await needs.store.load(snapshotAggregate, known);
    if (other !== null && other.deleted_at === null) {
      throw new VolumeBackendError('Unable to manage existing snapshot. The snapshot is already managed');
    }
    if (gibOf(sizeBytes) !== size) {
      throw new VolumeBackendError(`The snapshot has ${gibOf(sizeBytes)} GiB and its volume ${size} GiB.`);
    }
    await needs.store.execute(snapshotAggregate, id, context, (state) => recordFound(state, identity));
  };

export const adopt =
  (needs: Needs): Step<SnapshotState> =>
  async ({ id, state: snapshot, context }) => {
    const { managing, size } = snapshot;
    if (managing === null || managing.identity === null) return;
    const { state: now } = await needs.store.load(snapshotAggregate, id);
    if (now === null || now.managing === null || now.deleting) return;
    const device = { name: managing.reference, identity: managing.identity };
    await (await driverOf(needs, snapshot)).adopt('snapshot', id, device, size);
    await needs.store.execute(snapshotAggregate, id, context, (state) =>
      state === null || state.deleted_at !== null ? [] : completeCreate(state, id),
    );
  };

/** Snapshots are where their volume is. */
const driverOf = async ({ store, backends }: Needs, { volume_id }: SnapshotState): Promise<VolumeDriver> => {
  const { state } = await store.load(volumeAggregate, volume_id);
  return backends.at(state?.host ?? null).driver;
};
