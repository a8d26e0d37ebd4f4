import { randomUUID } from 'node:crypto';
import { readdir, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { VolumeNotFound } from '../port.js';
import { errnoOf } from './failure-text.js';
import { syncDirectory, unlinkIfThere, type NewFiles } from './new-file.js';
import { isUuid, type VolumePaths } from './volume-paths.js';

const VOLUME_MODE = 0o660;

/**
 * Complete files that wait to become a volume by one rename. A name is never used twice, so a copy takes the volume's place at
 * most once, whoever calls and however late. They are `<root>/.<kind>-<volume id>-<id of the operation>-<random>`.
 */
export class StagedCopies {
  constructor(
    private readonly kind: 'revert' | 'import',
    private readonly paths: VolumePaths,
    private readonly newFiles: NewFiles,
  ) {}

  /** Answers the copy's name; `fill` is that of {@link NewFiles.create}. */
  async create(
    volumeId: string,
    operationId: string,
    fill: (file: FileHandle, path: string) => Promise<void>,
  ): Promise<string> {
    const copy = `${this.prefixOf(volumeId, operationId)}${randomUUID()}`;
    await this.newFiles.create(join(this.paths.root, copy), VOLUME_MODE, fill);
    return copy;
  }

  /** Other copies of the same operation go. */
  async takePlace(volumeId: string, copy: string): Promise<void> {
    try {
      await rename(this.pathOf(volumeId, copy), this.paths.of('volume', volumeId));
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
    await this.removeAll(copy.slice(0, -randomUUID().length));
  }

  discard(volumeId: string, copy: string): Promise<void> {
    this.pathOf(volumeId, copy);
    return this.removeAll(copy);
  }

  discardOf(volumeId: string, operationId: string): Promise<void> {
    return this.removeAll(this.prefixOf(volumeId, operationId));
  }

  /** For a volume that is deleted. */
  discardAll(volumeId: string): Promise<void> {
    return this.removeAll(this.prefix(volumeId));
  }

  pathOf(volumeId: string, copy: string): string {
    const prefix = this.prefix(volumeId);
    const rest = copy.slice(prefix.length);
    // Only what create() names becomes a path.
    if (copy.startsWith(prefix) && isUuid(rest.slice(0, 36)) && isUuid(rest.slice(37))) {
      return join(this.paths.root, copy);
    }
    throw new VolumeNotFound(`${JSON.stringify(copy)} is no copy for volume ${volumeId}`);
  }

  private async removeAll(prefix: string): Promise<void> {
    for (const name of await readdir(this.paths.root)) {
      if (name.startsWith(prefix)) await unlinkIfThere(join(this.paths.root, name));
    }
    await syncDirectory(this.paths.root);
  }

  private prefix(volumeId: string): string {
    this.paths.of('volume', volumeId);
    return `.${this.kind}-${volumeId}-`;
  }

  private prefixOf(volumeId: string, operationId: string): string {
    if (!isUuid(operationId))
      throw new TypeError(`${JSON.stringify(operationId)} is not the id of an operation`);
    return `${this.prefix(volumeId)}${operationId}-`;
  }
}
