import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filledVolume } from '../support/bench-givens.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { describeOn, ext4, xfs } from '../support/file-systems.js';
import { SMALL_GIB } from '../support/small-volumes.js';

const howChangesWereFound = async (bench: CommandBench, id: string): Promise<unknown[]> =>
  (await bench.events(`backup-${id}`))
    .filter(({ type }) => type === 'BackupTransferStarted')
    .map(({ data }) => data['changed_blocks']);

describeOn('Incrementals of volumes on xfs', xfs, (directory) => {
  let bench: CommandBench;
  let by: Requests;
  let volume: string;
  beforeAll(async () => {
    bench = await CommandBench.start({}, directory());
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    by = new Requests(`project-${randomUUID()}`);
    ({ volume } = await filledVolume(bench, by));
  });

  const points = async (): Promise<string[]> =>
    (await readdir(join(bench.directory, 'volumes', 'backup-points')))
      .filter((name) => name.startsWith(volume))
      .map((name) => name.slice(-36));
  const backUp = async (input: Parameters<Requests['createBackup']>[1] = {}): Promise<string> => {
    const { id } = await bench.execute(by.createBackup(volume, input));
    await bench.settle();
    return id;
  };

  it('read what was written since the parent, and nothing else', async () => {
    const full = await backUp();
    expect(await howChangesWereFound(bench, full)).toEqual([undefined]);
    expect(await points()).toEqual([full]);
    await bench.write(volume, Buffer.alloc(5000, 7), 20_000);
    const child = await backUp({ incremental: true });
    expect(await howChangesWereFound(bench, child)).toEqual(['told']);
    expect(await points()).toEqual([child]);
    expect((await bench.stored(child)).equals(await bench.bytes(volume))).toBe(true);
    await bench.write(volume, Buffer.alloc(100, 8), SMALL_GIB - 100);
    const grandchild = await backUp({ incremental: true });
    expect(await howChangesWereFound(bench, grandchild)).toEqual(['told']);
    expect((await bench.stored(grandchild)).equals(await bench.bytes(volume))).toBe(true);
  });

  it('scan when the point of the parent is gone', async () => {
    const full = await backUp();
    await bench.write(volume, Buffer.alloc(5000, 7), 20_000);
    await rm(join(bench.directory, 'volumes', 'backup-points', `${volume}_${full}`));
    const child = await backUp({ incremental: true });
    expect(await howChangesWereFound(bench, child)).toEqual(['scanned']);
    expect((await bench.stored(child)).equals(await bench.bytes(volume))).toBe(true);
    expect(await points()).toEqual([child]);
  });

  it('compare with the parent, also when a later backup failed', async () => {
    const full = await backUp();
    await bench.write(volume, Buffer.alloc(5000, 7), 20_000);
    bench.process.backupFaults.fail('backup', new Error('the store is broken'));
    const failed = await backUp({ incremental: true });
    expect((await bench.backup(failed)).status).toBe('error');
    expect(await points()).toEqual([full]);
    const child = await backUp({ incremental: true });
    expect(await howChangesWereFound(bench, child)).toEqual(['told']);
    expect((await bench.stored(child)).equals(await bench.bytes(volume))).toBe(true);
  });

  it('keep the point of the newest data: a backup of an older snapshot has none in the end', async () => {
    const { id: snapshot_id } = await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    await bench.write(volume, Buffer.alloc(5000, 7), 20_000);
    const newest = await backUp();
    await backUp({ snapshot_id });
    expect(await points()).toEqual([newest]);
  });

  it('leave no point when the backup or its volume goes', async () => {
    const first = await backUp();
    await bench.execute(by.deleteBackup(first));
    await bench.settle();
    expect(await points()).toEqual([]);
    await backUp();
    await bench.execute(by.deleteVolume(volume));
    await bench.settle();
    expect(await points()).toEqual([]);
  });

  it('go on after the service died, with the same point', async () => {
    await backUp();
    await bench.write(volume, Buffer.alloc(SMALL_GIB - 1, 7), 1);
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await bench.crash();
    await bench.reconcile();
    await bench.settle();
    expect(new Set(await howChangesWereFound(bench, id))).toEqual(new Set(['told']));
    expect((await bench.stored(id)).equals(await bench.bytes(volume))).toBe(true);
    expect(await points()).toEqual([id]);
  });
});

describeOn('Incrementals of volumes where files share no blocks', ext4, (directory) => {
  it('scan, and say so', async () => {
    const bench = await CommandBench.start({}, directory());
    const by = new Requests('project');
    const { volume } = await filledVolume(bench, by);
    await bench.execute(by.createBackup(volume));
    await bench.settle();
    await bench.write(volume, Buffer.alloc(5000, 7), 20_000);
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await bench.settle();
    expect(await howChangesWereFound(bench, id)).toEqual(['scanned']);
    expect((await bench.stored(id)).equals(await bench.bytes(volume))).toBe(true);
    await bench.close();
  });
});
