import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryObjectStore } from '../../src/drivers/backup/object-store/memory.js';
import { BackupStoreError } from '../../src/drivers/backup/port.js';
import { BackupRig, type MadeBackup } from '../support/backup-rig.js';
import { FaultyObjectStore } from '../support/faulty-object-store.js';
import { SeededBytes } from '../support/generated-volume.js';
import { createMemoryBackupDriver } from '../support/memory-backup-driver.js';

const away = new BackupStoreError('the store is away');

describe('a merge that is interrupted', () => {
  const bytes = new SeededBytes(23);
  let rig: BackupRig;
  let store: FaultyObjectStore;
  let full: MadeBackup;
  let child: MadeBackup;

  beforeEach(async () => {
    rig = await BackupRig.create((directory) => {
      store = new FaultyObjectStore(new MemoryObjectStore());
      return createMemoryBackupDriver(store, directory);
    });
    await rig.setVolume(bytes.next('random', 5 * 32_768));
    full = await rig.backup();
    await rig.change(32_768, Buffer.alloc(40_000));
    child = await rig.backup({ parent: full });
    store.calls.length = 0;
  });
  afterEach(() => rig.remove());

  const merge = () =>
    rig.driver.mergeLayer({
      parent: full.backup,
      backup: child.backup,
      new_parent_id: null,
      confirm: async () => {},
      signal: new AbortController().signal,
    });
  const copies = () => store.calls.filter((call) => call.startsWith('copy ')).length;
  const expectWhole = async (chain: readonly MadeBackup[]) =>
    expect((await rig.restore(chain)).equals(await rig.volume())).toBe(true);

  /** Four of the five objects of the full backup can be seen still. */
  const places = [
    ...[0, 1, 2, 3].map((after) => ({ operation: 'copy' as const, after, matching: /./ })),
    { operation: 'put' as const, after: 0, matching: /_metadata$/ },
    { operation: 'stat' as const, after: 2, matching: /./ },
  ];

  it.each(places)(
    'at $operation $after: goes on, or is taken back',
    async ({ operation, after, matching }) => {
      store.on(operation).matching(matching).after(after).fail(away);
      await expect(merge()).rejects.toBe(away);
      expect(store.isPlayed).toBe(true);
      await rig.driver.discardMerge(child.backup);
      await expectWhole([full, child]);
      store.on(operation).matching(matching).after(after).fail(away);
      await merge().catch(() => undefined);
      await merge();
      await rig.driver.delete(full.backup);
      await expectWhole([child]);
    },
  );

  it('makes each copy once', async () => {
    store
      .on('put')
      .matching(/_metadata$/)
      .fail(away);
    await expect(merge()).rejects.toBe(away);
    expect(copies()).toBe(4);
    await merge();
    expect(copies()).toBe(4);
  });

  it('reads and puts where the store cannot copy', async () => {
    store.canCopy = false;
    await merge();
    expect(store.calls.filter((call) => /^put .*-\d{5}$/.test(call))).toHaveLength(4);
    await rig.driver.delete(full.backup);
    await expectWhole([child]);
  });

  it('is restored in the order of its list, however slow the first objects come', async () => {
    await merge();
    await rig.driver.delete(full.backup);
    const own = child.outcome.object_count;
    const copied = new RegExp(`-0000[${own + 1}-9]$`);
    store
      .on('get')
      .matching(copied)
      .times(4)
      .run(() => sleep(50));
    await expectWhole([child]);
    expect(store.isPlayed).toBe(true);
  });

  it('writes what Cinder reads: every object listed, each name once, those of the lower layer first', async () => {
    const { object_count } = await merge();
    const { container, service_metadata: prefix } = child.backup;
    let text = '';
    for await (const piece of store.get(container, `${prefix}_metadata`))
      text += Buffer.from(piece).toString();
    const metadata = JSON.parse(text) as {
      parent_id: unknown;
      objects: Record<string, { offset: number }>[];
    };
    expect(metadata.parent_id).toBeNull();
    const names = metadata.objects.flatMap((one) => Object.keys(one));
    expect(names).toHaveLength(object_count);
    const own = child.outcome.object_count;
    expect(names.slice(-own)).toEqual(child.chunks.map(({ object_name }) => object_name));
    const listed: string[] = [];
    for await (const name of store.list(container, `${prefix}-`)) listed.push(name);
    expect(listed.toSorted()).toEqual(names.toSorted());
  });
});
