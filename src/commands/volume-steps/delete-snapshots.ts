import { requestDelete } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { failDelete } from '../../domain/volume/volume-deletion.decide.js';
import { removeSnapshot } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Cascade: asks for the deletion of every snapshot that is left. Each one tells the volume when it is gone, and the last
 * one makes the volume's own deletion due. A snapshot that cannot be deleted keeps its volume.
 */
export const deleteSnapshots =
  ({ store }: Pick<StepDependencies, 'store'>): Step<VolumeState> =>
  async ({ id, state: volume, context }) => {
    for (const snapshotId of volume.snapshot_ids) {
      const { state: snapshot } = await store.load(snapshotAggregate, snapshotId);
      if (snapshot === null || snapshot.deleted_at !== null) {
        await store.execute(volumeAggregate, id, context, (state) => removeSnapshot(state, snapshotId));
      } else if (snapshot.status === 'error_deleting') {
        const reason = `Snapshot ${snapshotId} could not be deleted: ${snapshot.fail_reason}`;
        await store.execute(volumeAggregate, id, context, (state) => failDelete(state, reason));
        return;
      } else if (!snapshot.deleting) {
        await store.execute(snapshotAggregate, snapshotId, context, (state) =>
          requestDelete(state, snapshotId, true),
        );
      }
    }
  };
