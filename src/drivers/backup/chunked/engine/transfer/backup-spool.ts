import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkingFiles } from '../../../port.js';
import { DigestSpool } from '../../format/digest-spool.js';
import { spoolFailure } from '../operation.js';

/** A backup's own corner of the spool directory: its hash list so far, and the parent's. It outlives the process. */
export class BackupSpool {
  private constructor(
    readonly directory: string,
    /** For tasks, which open it themselves. */
    readonly digestsPath: string,
    readonly parentPath: string,
    readonly digests: DigestSpool,
  ) {}

  /** @throws BackupStoreError */
  static async open(spoolDirectory: string, backupId: string, blockSize: number): Promise<BackupSpool> {
    return spooling(async () => {
      const directory = corner(spoolDirectory, backupId);
      await mkdir(directory, { recursive: true, mode: 0o770 });
      // Digests of other blocks are of no use, should the option change between two attempts.
      const digestsPath = join(directory, `digests-${blockSize}`);
      const digests = await DigestSpool.open(digestsPath);
      return new BackupSpool(directory, digestsPath, join(directory, 'parent-digests'), digests);
    });
  }

  static directoryOf(spoolDirectory: string, backupId: string): string {
    return corner(spoolDirectory, backupId);
  }

  static async remove(spoolDirectory: string, backupId: string): Promise<void> {
    await spooling(() => rm(corner(spoolDirectory, backupId), { recursive: true, force: true }));
  }

  /** Every backup that has a corner here. @throws BackupStoreError */
  static async list(spoolDirectory: string): Promise<readonly WorkingFiles[]> {
    return spooling(async () => {
      const found: WorkingFiles[] = [];
      for (const name of (await unlessGone(readdir(spoolDirectory))) ?? []) {
        const backup_id = backupOf(name);
        if (backup_id === null) continue;
        const used_at = await unlessGone(lastWritten(join(spoolDirectory, name)));
        if (used_at !== null) found.push({ backup_id, used_at });
      }
      return found;
    });
  }

  async flush(): Promise<void> {
    await spooling(() => this.digests.flush());
  }

  async close(): Promise<void> {
    await this.digests.close();
  }
}

const PREFIX = 'backup-';

/** Ids come from the API as uuids; an imported record's id is not trusted to be one. */
const corner = (spoolDirectory: string, backupId: string) =>
  join(spoolDirectory, encodeURIComponent(`${PREFIX}${backupId}`));

/** Null: not a corner. */
const backupOf = (name: string): string | null => {
  try {
    return name.startsWith(PREFIX) ? decodeURIComponent(name.slice(PREFIX.length)) : null;
  } catch {
    return null;
  }
};

const lastWritten = async (directory: string): Promise<Date> => {
  const paths = [directory, ...(await readdir(directory)).map((name) => join(directory, name))];
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
  return new Date(Math.max(...times));
};

/** Null: there is no such file or directory, or it was removed meanwhile. */
const unlessGone = async <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });

/** Runs something that works on spool files. @throws BackupStoreError for the system's errors */
export async function spooling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw spoolFailure(error);
  }
}
