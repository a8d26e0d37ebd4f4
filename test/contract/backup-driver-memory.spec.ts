import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import { createMemoryBackupDriver } from '../support/memory-backup-driver.js';
import { backupDriverContract, type BackupDriverUnderTest } from './backup-driver.contract.js';
import { backupMergeContract } from './backup-merge.contract.js';
import { backupResumeContract } from './backup-resume.contract.js';
import type { ChunkedUnderTest } from '../support/chunked-rig.js';
import { chunkedFormatContract } from './chunked-format.contract.js';
import { chunkedRefusalsContract } from './chunked-refusals.contract.js';
import { chunkedUpkeepContract } from './chunked-upkeep.contract.js';
import { chunkedVerifyContract } from './chunked-verify.contract.js';

const memory: BackupDriverUnderTest = {
  name: 'memory, in this thread',
  volumeBytes: 6 * 32_768 + 4000,
  create: (directory) => createMemoryBackupDriver(new MemoryObjectStore(), directory),
};

backupDriverContract(memory);
backupResumeContract(memory);
backupMergeContract(memory);
const chunked: ChunkedUnderTest = {
  name: 'memory, in this thread',
  create(directory, sizes) {
    const store = new MemoryObjectStore();
    return { driver: createMemoryBackupDriver(store, directory, sizes), store };
  },
};

chunkedFormatContract(chunked);
chunkedRefusalsContract(chunked);
chunkedUpkeepContract(chunked);
chunkedVerifyContract(chunked);
