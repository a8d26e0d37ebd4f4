import { join } from 'node:path';
import { ThreadPool } from '../../src/drivers/backup/chunked/engine/pool/thread-pool.js';
import { createPosixBackupDriver } from '../../src/drivers/backup/chunked/posix-backup-driver.js';
import { backupDriverContract, type BackupDriverUnderTest } from './backup-driver.contract.js';
import { backupMergeContract } from './backup-merge.contract.js';
import { backupResumeContract } from './backup-resume.contract.js';

/** As in production: the threads run the build, so these tests need one (`npm test` makes it). */
const pool = new ThreadPool({ threads: 2 });
afterAll(() => pool.close());

const posix: BackupDriverUnderTest = {
  name: 'posix, on threads',
  // More objects than are stored together.
  volumeBytes: 20 * 32_768 + 4000,
  create: (directory) =>
    createPosixBackupDriver({
      backup_posix_path: join(directory, 'store'),
      backup_file_size: 32_768,
      backup_sha_block_size_bytes: 4096,
      spoolDirectory: join(directory, 'spool'),
      pool,
    }),
};

backupDriverContract(posix);
backupResumeContract(posix);
backupMergeContract(posix);
