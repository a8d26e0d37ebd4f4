import { open, readdir, stat, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ByteRange } from '../../backup/port.js';
import type { BackupPoint, BackupPoints, DeviceKind } from '../port.js';
import { changedExtents } from './changed-extents.js';
import { errnoOf, explained } from './failure-text.js';
import { extentMap } from './fiemap.js';
import { syncDirectory, unlinkIfThere, type NewFiles } from './new-file.js';
import { copySparse } from './sparse-copy.js';
import type { VolumePaths } from './volume-paths.js';

const POINT_MODE = 0o440;
/** Shares of the file system: with less room no point is made, with still less those that there are go. */
const ROOM_TO_KEEP = 0.1;
const ROOM_TO_RELIEVE = 0.05;

/** Points as copies `<root>/backup-points/<volume id>_<backup id>` that share their blocks with what was backed up. */
export class FileBackupPoints implements BackupPoints {
  constructor(
    private readonly paths: VolumePaths,
    private readonly newFiles: NewFiles,
  ) {}

  async keep(point: BackupPoint, kind: DeviceKind, id: string): Promise<boolean> {
    const path = this.paths.ofPoint(point);
    return explained(`keep a copy of ${kind} ${id}`, path, async () => {
      if ((await this.room()) < ROOM_TO_KEEP) return false;
      await this.newFiles.create(path, POINT_MODE, (_file, temporary) =>
        copySparse(this.paths.of(kind, id), temporary, 'always'),
      );
      return true;
    });
  }

  async changedExtents(now: BackupPoint, since: BackupPoint): Promise<AsyncIterable<ByteRange> | null> {
    const [newer, older] = [this.paths.ofPoint(now), this.paths.ofPoint(since)];
    return explained('compare backup points', newer, async () => {
      const size = await mappedSize(newer);
      if (size === null || (await mappedSize(older)) === null) return null;
      return differences(older, newer, size);
    });
  }

  async list(volumeId: string): Promise<readonly string[]> {
    const prefix = this.paths.pointPrefix(volumeId);
    return (await this.names())
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  }

  async drop(point: BackupPoint): Promise<void> {
    const path = this.paths.ofPoint(point);
    await explained('remove a backup point', path, async () => {
      await unlinkIfThere(path);
      await syncDirectory(dirname(path));
    });
  }

  async relieve(): Promise<number> {
    const { pointsDirectory } = this.paths;
    return explained('make room', pointsDirectory, async () => {
      if ((await this.room()) >= ROOM_TO_RELIEVE) return 0;
      const points = (await this.names()).flatMap((name) => this.paths.pointOf(name) ?? []);
      for (const point of points) await this.drop(point);
      return points.length;
    });
  }

  private async room(): Promise<number> {
    const { blocks, bavail } = await statfs(this.paths.root);
    return blocks === 0 ? 0 : bavail / blocks;
  }

  private async names(): Promise<readonly string[]> {
    const { pointsDirectory } = this.paths;
    return explained('list backup points', pointsDirectory, () => readdir(pointsDirectory));
  }
}

/** Bytes of a file whose map can be had; null: there is no such file, or no map. */
const mappedSize = async (path: string): Promise<number | null> => {
  const file = await openIfThere(path);
  if (file === null) return null;
  try {
    const { size } = await stat(path);
    return (await extentMap(file, 0, Math.max(size, 1))) === null ? null : size;
  } finally {
    await file.close();
  }
};

/** A point that was removed meanwhile tells nothing any more: then everything has changed. */
async function* differences(older: string, newer: string, size: number): AsyncGenerator<ByteRange> {
  const [before, after] = [await openIfThere(older), await openIfThere(newer)];
  try {
    if (before !== null && after !== null) yield* changedExtents(before, after);
    else yield { offset: 0, length: size };
  } finally {
    await Promise.all([before?.close(), after?.close()]);
  }
}

const openIfThere = async (path: string): Promise<FileHandle | null> => {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
};
