import { join } from 'node:path';
import { VolumeBackendError, type DeviceKind } from '../port.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the file of a volume or snapshot lies. Only UUIDs become paths, so that no id leads out of the root. */
export class VolumePaths {
  readonly snapshotsDirectory: string;

  constructor(readonly root: string) {
    this.snapshotsDirectory = join(root, 'snapshots');
  }

  /** @throws VolumeBackendError `id` is not a lower-case UUID */
  of(kind: DeviceKind, id: string): string {
    if (!UUID.test(id)) throw new VolumeBackendError(`${JSON.stringify(id)} is not the id of a ${kind}`);
    return kind === 'volume'
      ? join(this.root, `volume-${id}`)
      : join(this.snapshotsDirectory, `snapshot-${id}`);
  }

  get directories(): readonly string[] {
    return [this.root, this.snapshotsDirectory];
  }
}
