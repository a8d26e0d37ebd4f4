import type { BackupState } from '../../domain/backup/backup.state.js';
import { isSnapshotGoing } from '../../domain/process/going.js';
import { completeCreate, requestSnapshot } from '../../domain/snapshot/snapshot.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { addSnapshot } from '../../domain/volume/volume.decide.js';
import { existingVolume, volumeAggregate } from '../../domain/volume/volume.state.js';
import { createUnlessThere } from '../create-unless-there.js';
import { requireHeld } from '../no-longer-held.js';
import type { StepDependencies, StepRun } from '../step.js';

/**
 * `backup-snap-<volume id>`: a row like any other snapshot's, but not charged. It exists before its volume knows of it, so
 * that nobody takes it for a request that died.
 */
export const makeTempSnapshot = async (
  { store, volumes }: Pick<StepDependencies, 'store' | 'volumes'>,
  { id: backup_id, state: backup, context }: StepRun<BackupState>,
  snapshot_id: string,
): Promise<void> => {
  const { volume_id, project_id, user_id } = backup;
  const volume = existingVolume((await store.load(volumeAggregate, volume_id)).state, volume_id);
  const { size, volume_type, volume_type_id, availability_zone } = volume;
  await createUnlessThere(store, snapshotAggregate, snapshot_id, context, () =>
    requestSnapshot({
      snapshot_id,
      volume_id,
      project_id,
      user_id,
      size,
      display_name: `backup-snap-${volume_id}`,
      display_description: null,
      metadata: {},
      volume_type_id,
      volume_type,
      availability_zone,
      backup_id,
    }),
  );
  await store.execute(volumeAggregate, volume_id, context, (state) =>
    addSnapshot(state, volume_id, snapshot_id, ['backing-up']),
  );
  await volumes.createSnapshot(snapshot_id, volume_id);
  const { state } = await store.execute(snapshotAggregate, snapshot_id, context, (snapshot) =>
    isSnapshotGoing(snapshot) ? [] : completeCreate(snapshot, snapshot_id),
  );
  if (!isSnapshotGoing(state)) return;
  // Its backup was given up meanwhile, and a late worker made the bytes again.
  await volumes.deleteSnapshot(snapshot_id);
  requireHeld(`Temporary snapshot ${snapshot_id} was deleted.`);
};
