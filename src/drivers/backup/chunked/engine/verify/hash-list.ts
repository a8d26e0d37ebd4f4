import { randomUUID } from 'node:crypto';
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DigestSpool } from '../../format/digest-spool.js';
import { readSha256File } from '../../format/sha256file.js';
import type { HashList } from '../tasks/block-check.js';
import { BackupSpool, spooling } from '../transfer/backup-spool.js';

/**
 * A file for one hash list after the other, in the spool of the backup that is verified, which is in no other use. Its name
 * is new each time: an attempt that was thought dead must not find another one's list under its own.
 */
export class HashListFile {
  private constructor(
    private readonly directory: string,
    private readonly path: string,
  ) {}

  /** What a killed attempt has left is removed. @throws BackupStoreError */
  static async create(spoolDirectory: string, backupId: string): Promise<HashListFile> {
    await BackupSpool.remove(spoolDirectory, backupId);
    const directory = BackupSpool.directoryOf(spoolDirectory, backupId);
    await spooling(() => mkdir(directory, { recursive: true, mode: 0o770 }));
    return new HashListFile(directory, join(directory, `verify-${randomUUID()}`));
  }

  /** Takes the place of the list before. @throws InvalidBackup, BackupStoreError */
  async fill(source: AsyncIterable<Uint8Array>): Promise<HashList> {
    const spool = await spooling(() => DigestSpool.open(this.path));
    try {
      const { chunk_size, count } = await spooling(() => readSha256File(source, spool));
      return { path: this.path, blockSize: chunk_size, count };
    } finally {
      await spool.close();
    }
  }

  /** A file that cannot be removed goes with the next attempt or with the backup; the check was good nevertheless. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true }).catch(() => undefined);
    await rmdir(this.directory).catch(() => undefined);
  }
}
