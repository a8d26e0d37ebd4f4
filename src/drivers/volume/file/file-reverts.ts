import { randomUUID } from 'node:crypto';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { VolumeNotFound } from '../port.js';
import { errnoOf } from './failure-text.js';
import { exists, syncDirectory, unlinkIfThere, type NewFiles } from './new-file.js';
import { copySparse } from './sparse-copy.js';
import { isUuid, type VolumePaths } from './volume-paths.js';

const VOLUME_MODE = 0o660;

/**
 * A revert as one rename: the copy's name is never used twice, so it takes the volume's place at most once, whoever calls
 * and however late. Copies are `<root>/.revert-<volume id>-<revert id>-<random>`.
 */
export class FileReverts {
  constructor(
    private readonly paths: VolumePaths,
    private readonly newFiles: NewFiles,
  ) {}

  async prepare(volumeId: string, snapshotId: string, revertId: string): Promise<string> {
    if (!isUuid(revertId)) throw new TypeError(`${JSON.stringify(revertId)} is not the id of a revert`);
    const copy = `${this.prefix(volumeId)}${revertId}-${randomUUID()}`;
    await this.newFiles.create(join(this.paths.root, copy), VOLUME_MODE, (_file, temporary) =>
      copySparse(this.paths.of('snapshot', snapshotId), temporary),
    );
    return copy;
  }

  async takePlace(volumeId: string, copy: string): Promise<void> {
    const path = this.paths.of('volume', volumeId);
    // A volume that is gone is not made anew by a late call.
    if (!(await exists(path))) throw new VolumeNotFound(`volume ${volumeId} does not exist on the backend`);
    try {
      await rename(this.pathOf(volumeId, copy), path);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
    await this.removeAll(copy.slice(0, -randomUUID().length));
    await syncDirectory(this.paths.root);
  }

  async discard(volumeId: string, copy: string): Promise<void> {
    await unlinkIfThere(this.pathOf(volumeId, copy));
    await syncDirectory(this.paths.root);
  }

  /** For a volume that is deleted. */
  discardAll(volumeId: string): Promise<void> {
    return this.removeAll(this.prefix(volumeId));
  }

  private async removeAll(prefix: string): Promise<void> {
    for (const name of await readdir(this.paths.root)) {
      if (name.startsWith(prefix)) await unlinkIfThere(join(this.paths.root, name));
    }
  }

  private prefix(volumeId: string): string {
    this.paths.of('volume', volumeId);
    return `.revert-${volumeId}-`;
  }

  /** Only what {@link prepare} names becomes a path. */
  private pathOf(volumeId: string, copy: string): string {
    const prefix = this.prefix(volumeId);
    const rest = copy.slice(prefix.length);
    if (copy.startsWith(prefix) && isUuid(rest.slice(0, 36)) && isUuid(rest.slice(37))) {
      return join(this.paths.root, copy);
    }
    throw new VolumeNotFound(`${JSON.stringify(copy)} is no copy for volume ${volumeId}`);
  }
}
