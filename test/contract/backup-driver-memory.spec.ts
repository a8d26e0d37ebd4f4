import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import { createMemoryBackupDriver } from '../support/memory-backup-driver.js';
import { backupDriverContract, type BackupDriverUnderTest } from './backup-driver.contract.js';
import { backupResumeContract } from './backup-resume.contract.js';
import { chunkedBackupDriverContract } from './chunked-backup-driver.contract.js';

const memory: BackupDriverUnderTest = {
  name: 'memory, in this thread',
  volumeBytes: 6 * 32_768 + 4000,
  create: (directory) => createMemoryBackupDriver(new MemoryObjectStore(), directory),
};

backupDriverContract(memory);
backupResumeContract(memory);
chunkedBackupDriverContract({
  name: 'memory, in this thread',
  create(directory, sizes) {
    const store = new MemoryObjectStore();
    return { driver: createMemoryBackupDriver(store, directory, sizes), store };
  },
});
