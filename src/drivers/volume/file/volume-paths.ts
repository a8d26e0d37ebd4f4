import { join } from 'node:path';
import { VolumeBackendError, type BackupPoint, type DeviceKind } from '../port.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isUuid = (id: string): boolean => UUID.test(id);
/** What {@link VolumePaths.ofPoint} names. */
const POINT = /^(.{36})_(.{36})$/;

/** Where the file of a volume or snapshot lies. Only UUIDs become paths, so that no id leads out of the root. */
export class VolumePaths {
  readonly snapshotsDirectory: string;
  readonly pointsDirectory: string;

  constructor(readonly root: string) {
    this.snapshotsDirectory = join(root, 'snapshots');
    this.pointsDirectory = join(root, 'backup-points');
  }

  /** @throws VolumeBackendError `id` is not a lower-case UUID */
  of(kind: DeviceKind, id: string): string {
    requireUuid(kind, id);
    return kind === 'volume'
      ? join(this.root, `volume-${id}`)
      : join(this.snapshotsDirectory, `snapshot-${id}`);
  }

  /** @throws VolumeBackendError one of the ids is not a lower-case UUID */
  ofPoint({ volumeId, backupId }: BackupPoint): string {
    requireUuid('backup', backupId);
    return join(this.pointsDirectory, `${this.pointPrefix(volumeId)}${backupId}`);
  }

  /** What the names of all points of a volume begin with. @throws VolumeBackendError */
  pointPrefix(volumeId: string): string {
    requireUuid('volume', volumeId);
    return `${volumeId}_`;
  }

  /** The point whose file has this name; null: something else has. */
  pointOf(name: string): BackupPoint | null {
    const [, volumeId = '', backupId = ''] = POINT.exec(name) ?? [];
    return UUID.test(volumeId) && UUID.test(backupId) ? { volumeId, backupId } : null;
  }

  get directories(): readonly string[] {
    return [this.root, this.snapshotsDirectory];
  }
}

const requireUuid = (kind: DeviceKind | 'backup', id: string): void => {
  if (!UUID.test(id)) throw new VolumeBackendError(`${JSON.stringify(id)} is not the id of a ${kind}`);
};
