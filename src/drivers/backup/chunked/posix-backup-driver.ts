import { access, constants, mkdir } from 'node:fs/promises';
import { refuseContainerName } from '../object-store/container-name.js';
import { BackupStoreError, type BackupDriver } from '../port.js';
import { createChunkedBackupDriver } from './chunked-backup-driver.js';
import { messageOf } from './engine/failure.js';
import type { TaskPool } from './engine/pool/task-pool.js';
import { posixPrefix } from './format/object-names.js';

/** The options have Cinder's names (spec/backup-formats.md 2.1). */
export interface PosixBackupDriverOptions {
  /** The root directory; containers are directories below it. */
  readonly backup_posix_path: string;
  /** Default 52428800, not Cinder's 1999994880: smaller objects leave more to resume from. */
  readonly backup_file_size?: number;
  readonly backup_sha_block_size_bytes?: number;
  readonly backup_compression_algorithm?: string;
  /** Container of backups whose user named none. Default: `<id[0:2]>/<id[2:4]>/<id>`. */
  readonly backup_container?: string | null;
  readonly spoolDirectory: string;
  readonly pool: TaskPool;
}

/** Cinder's posix driver: backups in a directory, which Cinder can read and has written alike. */
export function createPosixBackupDriver(options: PosixBackupDriverOptions): BackupDriver {
  const root = options.backup_posix_path;
  return createChunkedBackupDriver({
    service: 'cinder.backup.drivers.posix.PosixBackupDriver',
    store: { driver: 'posix', root },
    chunkSize: options.backup_file_size,
    blockSize: options.backup_sha_block_size_bytes,
    compression: options.backup_compression_algorithm,
    spoolDirectory: options.spoolDirectory,
    pool: options.pool,
    layout: {
      container: ({ id }) => options.backup_container || `${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`,
      prefix: ({ volume_id, id }, startedAt) => posixPrefix(volume_id, startedAt, id),
      refuseContainer: refuseContainerName,
    },
    async checkStore() {
      await requireWritable(root, 'backup directory');
      await requireWritable(options.spoolDirectory, 'spool directory');
    },
  });
}

async function requireWritable(directory: string, what: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o770 });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new BackupStoreError(`The ${what} ${directory} cannot be used: ${messageOf(cause)}`, { cause });
  }
}
