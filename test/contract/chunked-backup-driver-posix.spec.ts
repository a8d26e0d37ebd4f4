import { join } from 'node:path';
import { ThreadPool } from '../../src/drivers/backup/chunked/engine/pool/thread-pool.js';
import { createPosixBackupDriver } from '../../src/drivers/backup/chunked/posix-backup-driver.js';
import { PosixObjectStore } from '../../src/drivers/backup/object-store/posix.js';
import type { ChunkedUnderTest } from '../support/chunked-rig.js';
import { chunkedChangesContract } from './chunked-changes.contract.js';
import { chunkedFormatContract } from './chunked-format.contract.js';
import { chunkedRefusalsContract } from './chunked-refusals.contract.js';
import { chunkedUpkeepContract } from './chunked-upkeep.contract.js';
import { chunkedVerifyContract } from './chunked-verify.contract.js';

const pool = new ThreadPool({ threads: 2 });
afterAll(() => pool.close());

const chunked: ChunkedUnderTest = {
  name: 'posix, on threads',
  create(directory, { chunkSize, blockSize, compression }) {
    const backup_posix_path = join(directory, 'store');
    const driver = createPosixBackupDriver({
      backup_posix_path,
      backup_file_size: chunkSize,
      backup_sha_block_size_bytes: blockSize,
      backup_compression_algorithm: compression,
      spoolDirectory: join(directory, 'spool'),
      pool,
    });
    return { driver, store: new PosixObjectStore(backup_posix_path) };
  },
};

chunkedFormatContract(chunked);
chunkedChangesContract(chunked);
chunkedRefusalsContract(chunked);
chunkedUpkeepContract(chunked);
chunkedVerifyContract(chunked);
