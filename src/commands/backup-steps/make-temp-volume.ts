import type { BackupState } from '../../domain/backup/backup.state.js';
import { isVolumeGoing } from '../../domain/process/going.js';
import { completeTemporary } from '../../domain/volume/volume-temporary.decide.js';
import { requestVolume } from '../../domain/volume/volume.decide.js';
import { existingVolume, volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { createUnlessThere } from '../create-unless-there.js';
import { requireHeld } from '../no-longer-held.js';
import type { StepDependencies, StepRun } from '../step.js';

/** `backup-vol-<volume id>`: a row like any other volume's, but not charged, and `backing-up` for as long as it lives. */
export const makeTempVolume = async (
  { store, volumes, placement }: Pick<StepDependencies, 'store' | 'volumes' | 'placement'>,
  { id: backup_id, state: backup, context }: StepRun<BackupState>,
  volume_id: string,
): Promise<void> => {
  const loaded = await store.load(volumeAggregate, backup.volume_id);
  const source = existingVolume(loaded.state, backup.volume_id);
  await createUnlessThere(store, volumeAggregate, volume_id, context, () =>
    requestVolume({ ...recordOf(source, backup), volume_id, backup_id }),
  );
  const { state: planned } = await store.load(volumeAggregate, volume_id);
  const host = planned === null ? '' : await placement.settle(context, planned);
  await fill(volumes, backup, volume_id);
  const { state } = await store.execute(volumeAggregate, volume_id, context, (volume) =>
    isVolumeGoing(volume) ? [] : completeTemporary(volume, host, backup_id),
  );
  if (!isVolumeGoing(state)) return;
  // Its backup was given up meanwhile, and a late worker made the bytes again.
  await volumes.deleteVolume(volume_id);
  requireHeld(`Temporary volume ${volume_id} was deleted.`);
};

const recordOf = (
  source: VolumeState,
  { project_id, user_id, snapshot_id, size }: BackupState,
): Omit<Parameters<typeof requestVolume>[0], 'volume_id'> => ({
  project_id,
  user_id,
  size,
  display_name: `backup-vol-${source.id}`,
  display_description: null,
  volume_type_id: source.volume_type_id,
  volume_type: source.volume_type,
  availability_zone: source.availability_zone,
  metadata: {},
  bootable: source.bootable,
  source: snapshot_id === null ? 'volume' : 'snapshot',
  source_id: snapshot_id ?? source.id,
  restore_id: null,
});

const fill = (
  volumes: StepDependencies['volumes'],
  { volume_id, snapshot_id, size }: BackupState,
  id: string,
): Promise<void> =>
  snapshot_id === null
    ? volumes.createClonedVolume(id, size, volume_id)
    : volumes.createVolumeFromSnapshot(id, size, snapshot_id);
