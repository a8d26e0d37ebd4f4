import { join } from 'node:path';
import { createChunkedBackupDriver } from '../../src/drivers/backup/chunked/chunked-backup-driver.js';
import { InlinePool } from '../../src/drivers/backup/chunked/engine/pool/inline-pool.js';
import { posixPrefix } from '../../src/drivers/backup/chunked/format/object-names.js';
import { refuseContainerName } from '../../src/drivers/backup/object-store/container-name.js';
import type { ObjectStore } from '../../src/drivers/backup/object-store/port.js';
import type { BackupDriver } from '../../src/drivers/backup/port.js';

export interface MemoryDriverOptions {
  readonly chunkSize?: number;
  readonly blockSize?: number;
  readonly compression?: string;
}

/** The chunked engine over a store of this process, running in the calling thread: for stores that tests hold in their hands. */
export function createMemoryBackupDriver(
  store: ObjectStore,
  directory: string,
  { chunkSize = 32_768, blockSize = 4096, compression = 'zlib' }: MemoryDriverOptions = {},
): BackupDriver {
  const openStore = () => store;
  return createChunkedBackupDriver({
    service: 'cinder.backup.drivers.posix.PosixBackupDriver',
    store: { driver: 'posix', root: directory },
    openStore,
    chunkSize,
    blockSize,
    compression,
    spoolDirectory: join(directory, 'spool'),
    pool: new InlinePool({ openStore }),
    layout: {
      container: ({ id }) => id,
      prefix: ({ volume_id, id }, startedAt) => posixPrefix(volume_id, startedAt, id),
      refuseContainer: refuseContainerName,
    },
    checkStore: async () => {},
  });
}
