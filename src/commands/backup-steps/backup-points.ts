import { Logger } from '@nestjs/common';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import type { ByteRange } from '../../drivers/backup/port.js';
import type { StepDependencies, StepRun } from '../step.js';

type Needs = Pick<StepDependencies, 'store' | 'volumes'>;

const logger = new Logger('BackupPoints');

/**
 * Keeps a point of what will be read, and tells what alone has changed since the parent's; null: scan all. When objects of an
 * earlier attempt are kept, a new point would be younger than they are, so none is made.
 */
export const changedSinceParent = async (
  { store, volumes }: Needs,
  { id, state: backup }: StepRun<BackupState>,
  keptObjects: number,
): Promise<AsyncIterable<ByteRange> | null> => {
  const { backupPoints: points } = volumes;
  const { device, parent_id, volume_id: volumeId } = backup;
  if (points === null || device === null) return null;
  const own = { volumeId, backupId: id };
  try {
    if (keptObjects === 0 && !(await points.keep(own, device.kind, device.id))) return null;
    if (parent_id === null) return null;
    const { state: parent } = await store.load(backupAggregate, parent_id);
    // The objects of an imported record need not be those that the point was made with.
    if (parent?.create_ended?.outcome !== 'completed' || parent.volume_id !== volumeId) return null;
    return await points.changedExtents(own, { volumeId, backupId: parent_id });
  } catch (error) {
    logger.warn(`backup ${id} scans all of its volume: ${String(error)}`);
    return null;
  }
};

/**
 * Drops the points of a volume that no incremental will ask for: all but that of the newest complete backup, and those of backups
 * that are being made. `ending` is about to be available, or is given up. What cannot be done now is done with the next
 * backup of the volume, or goes with the volume.
 */
export const dropOldPoints = async (
  { store, volumes }: Needs,
  volumeId: string,
  ending: Ending | null = null,
): Promise<void> => {
  const { backupPoints: points } = volumes;
  if (points === null) return;
  try {
    // One that is about to be a parent makes the others old even if there was no room for a point of it.
    const ids = new Set([...(await points.list(volumeId)), ...(ending?.isKept ? [ending.id] : [])]);
    const backups = new Map<string, BackupState | null>();
    for (const id of ids) backups.set(id, (await store.load(backupAggregate, id)).state);
    const kept = new Set(pointsToKeep(backups, ending));
    for (const backupId of ids) if (!kept.has(backupId)) await points.drop({ volumeId, backupId });
  } catch (error) {
    logger.warn(`backup points of volume ${volumeId} are dropped later: ${String(error)}`);
  }
};

interface Ending {
  readonly id: string;
  readonly isKept: boolean;
}

function* pointsToKeep(
  backups: ReadonlyMap<string, BackupState | null>,
  ending: Ending | null,
): Generator<string> {
  let newest: BackupState | null = null;
  for (const [id, backup] of backups) {
    if (backup === null) continue;
    if (id !== ending?.id && backup.phase !== 'done') yield id;
    else if (id === ending?.id ? ending.isKept : isComplete(backup)) {
      if (newest === null || backup.data_timestamp > newest.data_timestamp) newest = backup;
    }
  }
  if (newest !== null) yield newest.id;
}

const isComplete = ({ create_ended, deletion, deleted_at }: BackupState): boolean =>
  create_ended?.outcome === 'completed' && deletion === null && deleted_at === null;
