import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import type { ObjectStore } from '../../src/drivers/backup/object-store/port.js';
import { BackupStoreError, type WrittenChunk } from '../../src/drivers/backup/port.js';
import { BackupRig } from '../support/backup-rig.js';
import { SeededBytes } from '../support/generated-volume.js';
import { createMemoryBackupDriver } from '../support/memory-backup-driver.js';

/** A store that fails where the script says so. */
class FaultyStore extends MemoryObjectStore {
  readonly fails: { put?: (name: string) => Error | null; list?: Error; delete?: Error } = {};

  override async put(...call: Parameters<ObjectStore['put']>) {
    const failure = this.fails.put?.(call[1]);
    if (failure) throw failure;
    return super.put(...call);
  }
  override async *list(container: string, prefix: string) {
    if (this.fails.list) throw this.fails.list;
    yield* super.list(container, prefix);
  }
  override async delete(container: string, name: string) {
    if (this.fails.delete) throw this.fails.delete;
    await super.delete(container, name);
  }
}

describe('a backup driver over failing storage', () => {
  const full = new BackupStoreError('The backup directory is full.');
  let rig: BackupRig;
  let store: FaultyStore;

  beforeEach(async () => {
    store = new FaultyStore();
    rig = await BackupRig.create((directory) => createMemoryBackupDriver(store, directory));
    await rig.setVolume(new SeededBytes(1).next('text', 200_000));
  });
  afterEach(() => rig.remove());

  it.each(['-00004', '_sha256file', '_metadata'])(
    'fails when the store is full at %s, and goes on when there is room',
    async (at) => {
      store.fails.put = (name) => (name.endsWith(at) ? full : null);
      const backup = rig.describe();
      const recorded: WrittenChunk[] = [];
      await expect(rig.backup({ backup, recorded })).rejects.toBe(full);
      await expect(rig.restore([{ backup }])).rejects.toThrow('incomplete');
      store.fails.put = undefined;
      const made = await rig.backup({ backup, recorded });
      expect(made.outcome.object_count).toBe(7);
      expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
    },
  );

  it('says what is wrong with a device that cannot be read', async () => {
    const source = rig.volumePath;
    await expect(
      rig.driver.backup({
        backup: rig.describe(),
        parent: null,
        source: { path: `${source}-gone`, sizeBytes: 10 },
        volume_meta: null,
        async *writtenChunks() {},
        onChunk: async () => {},
        onProgress: () => {},
        signal: new AbortController().signal,
      }),
    ).rejects.toThrow(/^The device .*volume-gone cannot be opened: ENOENT/);
  });

  it('says what is wrong with a target that cannot be opened', async () => {
    const made = await rig.backup();
    const path = join(rig.directory, 'a-directory');
    await mkdir(path);
    await expect(rig.restoreTo(path, [made], { size: 200_000 })).rejects.toThrow(
      /^The target .* cannot be opened/,
    );
  });

  it('says that the spool directory is the trouble', async () => {
    await writeFile(join(rig.directory, 'spool'), 'a file where the directory should be');
    await expect(rig.backup()).rejects.toThrow(/^The backup service's spool directory failed: E/);
  });

  it('does not take a failed listing or removal for success', async () => {
    const made = await rig.backup();
    store.fails.list = new BackupStoreError('away');
    await expect(rig.driver.delete(made.backup)).rejects.toBe(store.fails.list);
    await expect(rig.restore([made])).rejects.toBe(store.fails.list);
    store.fails.list = undefined;
    store.fails.delete = new BackupStoreError('read-only');
    await expect(rig.driver.delete(made.backup)).rejects.toBe(store.fails.delete);
    store.fails.delete = undefined;
    expect(await rig.driver.delete(made.backup)).toEqual({ objects_deleted: 9 });
  });

  it('stops when the listener of the progress throws', async () => {
    const wrong = new Error('listener');
    const onProgress = () => {
      throw wrong;
    };
    await expect(rig.backup({ onProgress })).rejects.toBe(wrong);
  });
});
