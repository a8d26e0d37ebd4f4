import { abandonSnapshot, requestDelete } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { failDelete } from '../../domain/volume/volume-deletion.decide.js';
import { removeSnapshot } from '../../domain/volume/volume.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { AlreadyExists } from '../aggregate-store.js';
import type { Step, StepDependencies, StepRun } from '../step.js';

/**
 * Cascade: asks for the deletion of every snapshot that is left. Each one tells the volume when it is gone, and the last
 * one makes the volume's own deletion due. A snapshot that cannot be deleted keeps its volume.
 */
export const deleteSnapshots =
  ({ store }: Pick<StepDependencies, 'store'>): Step<VolumeState> =>
  async ({ id, state: volume, context }) => {
    for (const snapshotId of volume.snapshot_ids) {
      const snapshot = await snapshotOrClosed(store, snapshotId, context);
      if (snapshot === null || snapshot.deleted_at !== null) {
        await store.execute(volumeAggregate, id, context, (state) => removeSnapshot(state, snapshotId));
      } else if (hasFailedNow(snapshot, volume)) {
        const reason = `Snapshot ${snapshotId} could not be deleted: ${snapshot.fail_reason}`;
        await store.execute(volumeAggregate, id, context, (state) => failDelete(state, reason));
        return;
      } else if (!snapshot.deleting && snapshot.group_snapshot_id !== null) {
        const reason = `Snapshot ${snapshotId} is part of group snapshot ${snapshot.group_snapshot_id}.`;
        await store.execute(volumeAggregate, id, context, (state) => failDelete(state, reason));
        return;
      } else if (!snapshot.deleting) {
        await store.execute(snapshotAggregate, snapshotId, context, (state) =>
          requestDelete(state, snapshotId, true),
        );
      }
    }
  };

/** A snapshot that could not be deleted before this deletion gets another chance. */
const hasFailedNow = ({ status, updated_at }: SnapshotState, { deletion }: VolumeState): boolean =>
  status === 'error_deleting' && (updated_at ?? '') >= (deletion?.requested_at ?? '');

/** A snapshot whose request is still at work is closed before it begins: it would have no volume. */
const snapshotOrClosed = async (
  store: StepDependencies['store'],
  id: string,
  context: StepRun<VolumeState>['context'],
): Promise<SnapshotState | null> => {
  const { state, revision } = await store.load(snapshotAggregate, id);
  if (revision >= 0n) return state;
  try {
    await store.create(snapshotAggregate, id, context, abandonSnapshot('its volume is deleted'));
    return null;
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
    return (await store.load(snapshotAggregate, id)).state;
  }
};
