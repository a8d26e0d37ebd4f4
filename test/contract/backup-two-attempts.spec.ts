import { join } from 'node:path';
import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import { AttemptDisturbed, BackupStoreError, type WrittenChunk } from '../../src/drivers/backup/port.js';
import { BackupRig } from '../support/backup-rig.js';
import { FaultyObjectStore } from '../support/faulty-object-store.js';
import { SeededBytes } from '../support/generated-volume.js';
import { createMemoryBackupDriver } from '../support/memory-backup-driver.js';

const MIB = 1024 * 1024;

/** A worker was stopped beyond its lock, another one has done its work, and the volume's owner has gone on writing. */
describe('two attempts at one backup', () => {
  let store: FaultyObjectStore;
  let sleeper: BackupRig;
  let other: BackupRig;
  let before: Buffer;

  beforeEach(async () => {
    store = new FaultyObjectStore(new MemoryObjectStore());
    sleeper = await BackupRig.create((directory) => attempt(directory));
    // On another host: the same volume and the same store, but a spool of its own.
    other = Object.assign(Object.create(sleeper) as BackupRig, {
      driver: attempt(join(sleeper.directory, 'other')),
    });
    before = Buffer.from(new SeededBytes(7).next('random', 24 * MIB));
    await sleeper.setVolume(before);
  });
  afterEach(() => sleeper.remove());

  // Objects too large to be read as a whole before they are stored.
  const attempt = (directory: string) => createMemoryBackupDriver(store, directory, { chunkSize: 8 * MIB });
  const overwrite = () => sleeper.setVolume(new SeededBytes(8).next('random', 24 * MIB));

  it.each(['-00001', '-00002', '-00003', '_sha256file', '_metadata'])(
    'does not replace %s of a backup that is complete',
    async (object) => {
      const backup = sleeper.describe();
      const recorded: WrittenChunk[] = [];
      let made = false;
      store
        .on('put')
        .matching(new RegExp(`${object}$`))
        .run(async () => {
          // What the sleeper stores meanwhile disturbs it; a worker begins anew then.
          for (; !made; made = recorded.length === 3) {
            await other.backup({ backup, recorded }).catch((error: unknown) => {
              if (!(error instanceof AttemptDisturbed)) throw error;
            });
          }
          await overwrite();
        });
      await expect(sleeper.backup({ backup })).rejects.toThrow(AttemptDisturbed);
      expect(made).toBe(true);
      expect((await sleeper.restore([{ backup }])).equals(before)).toBe(true);
    },
  );

  it('removes nothing that was recorded while it slept', async () => {
    const backup = sleeper.describe();
    store.on('discardPartialPuts').run(async () => {
      await other.backup({ backup });
      await overwrite();
    });
    const fenced = new Error('another attempt has begun');
    await expect(sleeper.backup({ backup, confirm: () => Promise.reject(fenced) })).rejects.toBe(fenced);
    expect((await sleeper.restore([{ backup }])).equals(before)).toBe(true);
  });

  it('stores anew what an attempt that died has stored and not recorded', async () => {
    const backup = sleeper.describe();
    const died = new BackupStoreError('The worker is gone.');
    await expect(sleeper.backup({ backup, onChunk: () => Promise.reject(died) })).rejects.toBe(died);
    const after = Buffer.from(new SeededBytes(8).next('text', 24 * MIB));
    await other.setVolume(after);
    const made = await other.backup({ backup });
    expect((await other.restore([made])).equals(after)).toBe(true);
    expect(made.outcome.object_count).toBe(3);
  });
});
