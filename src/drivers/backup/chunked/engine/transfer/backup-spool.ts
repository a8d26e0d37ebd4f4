import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
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

  async flush(): Promise<void> {
    await spooling(() => this.digests.flush());
  }

  async close(): Promise<void> {
    await this.digests.close();
  }
}

/** Ids come from the API as uuids; an imported record's id is not trusted to be one. */
const corner = (spoolDirectory: string, backupId: string) =>
  join(spoolDirectory, encodeURIComponent(`backup-${backupId}`));

/** Runs something that works on spool files. @throws BackupStoreError for the system's errors */
export async function spooling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw spoolFailure(error);
  }
}
