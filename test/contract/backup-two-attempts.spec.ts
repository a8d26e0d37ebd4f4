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
    before = Buffer.from(new SeededBytes(7).next('random', 3 * MIB));
    await sleeper.setVolume(before);
  });
  afterEach(() => sleeper.remove());

  // Objects too large to be read as a whole before they are stored.
  const attempt = (directory: string) => createMemoryBackupDriver(store, directory, { chunkSize: MIB });
  const overwrite = () => sleeper.setVolume(new SeededBytes(8).next('random', 3 * MIB));

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
      // The last two have the same bytes, whoever writes them.
      const ended = await sleeper.backup({ backup }).catch((error: unknown) => error);
      if (/\d$/.test(object)) expect(ended).toBeInstanceOf(AttemptDisturbed);
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
    await expect(sleeper.backup({ backup })).rejects.toThrow(AttemptDisturbed);
    expect((await sleeper.restore([{ backup }])).equals(before)).toBe(true);
  });

  it('adds nothing to an incremental that is complete, though it finds more that has changed', async () => {
    const parent = await sleeper.backup();
    await sleeper.change(0, Buffer.alloc(1000, 1));
    before = await sleeper.volume();
    const backup = sleeper.describe({ parent_id: parent.backup.id });
    store.on('discardPartialPuts').run(async () => {
      await other.backup({ backup, parent });
      await overwrite();
    });
    await expect(sleeper.backup({ backup, parent })).rejects.toThrow(AttemptDisturbed);
    expect((await sleeper.restore([parent, { backup }])).equals(before)).toBe(true);
  });

  it('leaves an object that the slower of two records when the faster has stored it too', async () => {
    const backup = sleeper.describe();
    const recorded: WrittenChunk[] = [];
    let first = true;
    // The slower one has read what is recorded and stores all that is missing; then the faster one records its first objects.
    const onChunk = async (): Promise<void> => {
      if (!first) return;
      first = false;
      await other.backup({ backup, recorded });
      throw new AttemptDisturbed('recorded by another');
    };
    await expect(sleeper.backup({ backup, onChunk })).rejects.toThrow(AttemptDisturbed);
    await sleeper.backup({ backup, recorded });
    expect((await sleeper.restore([{ backup }])).equals(before)).toBe(true);
  });

  it('stores anew what an attempt that died has stored and not recorded, if it is not the same', async () => {
    const backup = sleeper.describe();
    const died = new BackupStoreError('The worker is gone.');
    await expect(sleeper.backup({ backup, onChunk: () => Promise.reject(died) })).rejects.toBe(died);
    const after = Buffer.from(new SeededBytes(8).next('text', 3 * MIB));
    await other.setVolume(after);
    const made = await other.backup({ backup });
    expect((await other.restore([made])).equals(after)).toBe(true);
    expect(made.outcome.object_count).toBe(3);
  });

  it('replaces nothing when it may not go on', async () => {
    const backup = sleeper.describe();
    const died = new BackupStoreError('The worker is gone.');
    await expect(sleeper.backup({ backup, onChunk: () => Promise.reject(died) })).rejects.toBe(died);
    await overwrite();
    const fenced = new Error('another attempt has begun');
    const confirm = (): Promise<void> => Promise.reject(fenced);
    const seen = await objects();
    await expect(other.backup({ backup, confirm })).rejects.toBe(fenced);
    expect(await objects()).toEqual(seen);
  });

  /** Everything in the store, by name. */
  const objects = async (): Promise<readonly string[]> => {
    const names: string[] = [];
    const [container] = (store.calls.find((call) => call.startsWith('ensureContainer')) ?? '')
      .split(' ')
      .slice(1);
    for await (const name of store.list(container ?? '', 'volume_')) {
      const { stored_bytes } = await store.stat(container ?? '', name);
      names.push(`${name} ${stored_bytes}`);
    }
    return names.sort();
  };
});
