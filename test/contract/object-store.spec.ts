import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import { openObjectStore } from '../../src/drivers/backup/object-store/open-object-store.js';
import { objectCopyContract } from './object-copy.contract.js';
import { objectStoreContract } from './object-store.contract.js';

const roots: string[] = [];
afterAll(async () => {
  await Promise.all(roots.map((root) => rm(root, { recursive: true, force: true })));
});

const memory = { name: 'memory', create: async () => new MemoryObjectStore() };
const posix = {
  name: 'posix',
  create: async () => {
    const root = await mkdtemp(join(tmpdir(), 'emberlog-store-'));
    roots.push(root);
    return openObjectStore({ driver: 'posix', root });
  },
};

for (const driver of [memory, posix]) {
  objectStoreContract(driver);
  objectCopyContract(driver);
}
