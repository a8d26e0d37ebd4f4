import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import { BackupStoreError, type WrittenChunk } from '../../src/drivers/backup/port.js';
import { BackupRig } from '../support/backup-rig.js';
import { FaultyObjectStore } from '../support/faulty-object-store.js';
import { SeededBytes } from '../support/generated-volume.js';
import { createMemoryBackupDriver } from '../support/memory-backup-driver.js';

describe('a backup driver over failing storage', () => {
  const full = new BackupStoreError('The backup directory is full.');
  let rig: BackupRig;
  let store: FaultyObjectStore;

  beforeEach(async () => {
    store = new FaultyObjectStore(new MemoryObjectStore());
    rig = await BackupRig.create((directory) => createMemoryBackupDriver(store, directory));
    await rig.setVolume(new SeededBytes(1).next('text', 200_000));
  });
  afterEach(() => rig.remove());

  it.each(['-00004', '_sha256file', '_metadata'])(
    'fails when the store is full at %s, and goes on when there is room',
    async (at) => {
      store
        .on('put')
        .matching(new RegExp(`${at}$`))
        .fail(full);
      const backup = rig.describe();
      const recorded: WrittenChunk[] = [];
      await expect(rig.backup({ backup, recorded })).rejects.toBe(full);
      await expect(rig.restore([{ backup }])).rejects.toThrow('incomplete');
      const made = await rig.backup({ backup, recorded });
      expect(made.outcome.object_count).toBe(7);
      expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
    },
  );

  it('fails when an object is stored half, and stores it anew', async () => {
    store
      .on('put')
      .matching(/-00002$/)
      .breakAfter(100, full);
    const backup = rig.describe();
    const recorded: WrittenChunk[] = [];
    await expect(rig.backup({ backup, recorded })).rejects.toBe(full);
    const made = await rig.backup({ backup, recorded });
    expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
  });

  it('finds an object that is damaged or cut off on its way back', async () => {
    const made = await rig.backup();
    store
      .on('get')
      .matching(/-00003$/)
      .flipBitAt(1000);
    await expect(rig.restore([made])).rejects.toThrow(/^Invalid backup: object volume_.*-00003/);
    store
      .on('get')
      .matching(/-00003$/)
      .truncateAfter(1000);
    await expect(rig.restore([made])).rejects.toThrow(/^Invalid backup: object volume_.*-00003/);
    expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
  });

  it('verifies nothing over a store that cannot be read, and does not call that damage', async () => {
    const made = await rig.backup();
    const away = new BackupStoreError('The store does not answer.');
    for (const at of [/_metadata$/, /_sha256file$/, /-00003$/]) {
      store.on('get').matching(at).fail(away);
      await expect(rig.verify([made])).rejects.toBe(away);
    }
    store.on('list').fail(away);
    await expect(rig.verify([made])).rejects.toBe(away);
    store
      .on('get')
      .matching(/-00003$/)
      .flipBitAt(1000);
    expect((await rig.verify([made])).damaged).toEqual([
      { object_name: `${made.backup.service_metadata}-00003`, problem: expect.stringMatching(/./) },
    ]);
  });

  it('says what is wrong with a device that cannot be read', async () => {
    const source = rig.volumePath;
    await expect(
      rig.driver.backup({
        backup: rig.describe(),
        parent: null,
        source: { path: `${source}-gone`, sizeBytes: 10 },
        volume_meta: null,
        async *writtenChunks() {},
        onChunks: async () => {},
        confirm: async () => {},
        signal: new AbortController().signal,
      }),
    ).rejects.toThrow(/^The device .*volume-gone cannot be opened: ENOENT/);
  });

  it('says what is wrong with a target that cannot be opened', async () => {
    const made = await rig.backup();
    const path = join(rig.directory, 'a-directory');
    await mkdir(path);
    await expect(rig.restoreTo(path, [made], { size: 200_000 })).rejects.toThrow(
      /^The target .* cannot be opened: EISDIR/,
    );
  });

  it('says that the spool directory is the trouble', async () => {
    await writeFile(join(rig.directory, 'spool'), 'a file where the directory should be');
    await expect(rig.backup()).rejects.toThrow(/^The backup service's spool directory failed: ENOTDIR/);
  });

  it('does not take a failed listing or removal for success', async () => {
    const made = await rig.backup();
    store.on('list').fail(full);
    await expect(rig.driver.delete(made.backup)).rejects.toBe(full);
    store.on('list').fail(full);
    await expect(rig.restore([made])).rejects.toBe(full);
    store.on('delete').after(3).fail(full);
    await expect(rig.driver.delete(made.backup)).rejects.toBe(full);
    await rig.driver.delete(made.backup);
    expect(await rig.driver.delete(made.backup)).toEqual({ objects_deleted: 0 });
  });
});
