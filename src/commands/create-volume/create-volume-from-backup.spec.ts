import { writeFile } from 'node:fs/promises';
import { firstBytes, withFull } from '../../../test/support/bench-givens.js';
import { expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`from-backup-${++projects}`);

const isWhole = async (id: string): Promise<void> => {
  expect((await bench.volume(id)).status).toBe('available');
  expect((await bench.bytes(id)).equals(firstBytes)).toBe(true);
};

describe('Volumes from one backup', () => {
  it('are made several at once, and the backup is restoring until the last one is there', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const last = Promise.withResolvers<void>();
    const made = await bench.execute(by.createVolume({ backup_id: full }));
    bench.process.backupFaults.run('restore', () => last.promise);
    const more = await Promise.all([0, 1].map(() => bench.execute(by.createVolume({ backup_id: full }))));
    expect(await bench.backup(full)).toMatchObject({ status: 'restoring' });
    last.resolve();
    await bench.settle();
    for (const { id } of [made, ...more]) await isWhole(id);
    expect(await bench.backup(full)).toMatchObject({ status: 'available', active_restores: [] });
    const started = (await bench.types(`backup-${full}`)).filter((type) => type === 'BackupRestoreStarted');
    expect(started.length).toBe(3);
    await expectOrder(bench, by.project);
  });

  it('join a restore, which never joins anything', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const held = Promise.withResolvers<void>();
    bench.process.backupFaults.run('restore', () => held.promise);
    await bench.execute(by.restore(full));
    const { id } = await bench.execute(by.createVolume({ backup_id: full }));
    await expect(bench.execute(by.restore(full))).rejects.toMatchObject({
      message: 'Invalid backup: Backup status must be available',
    });
    held.resolve();
    await bench.settle();
    await isWhole(id);
    await expectOrder(bench, by.project);
  });

  it('do not harm each other when one fails', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    bench.process.volumeFaults.fail('createVolume', new Error('the pool is full'));
    const bad = await bench.execute(by.createVolume({ backup_id: full }));
    await bench.settle();
    const good = await bench.execute(by.createVolume({ backup_id: full }));
    await bench.settle();
    expect((await bench.volume(bad.id)).status).toBe('error');
    await isWhole(good.id);
    expect((await bench.backup(full)).status).toBe('available');
  });
});

describe('A volume that its backend makes from the backup', () => {
  it('is not restored a second time', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    bench.process.backupFaults.calls.length = 0;
    const made = Promise.withResolvers<string>();
    bench.process.volumeFaults.run('createVolumeFromBackup', async () => {
      await writeFile(bench.volumePath(await made.promise), firstBytes);
      return { bytes_written: firstBytes.length };
    });
    const { id } = await bench.execute(by.createVolume({ backup_id: full }));
    made.resolve(id);
    await bench.settle();
    await isWhole(id);
    expect(bench.process.backupFaults.calls).not.toContain('restore');
    expect((await bench.backup(full)).status).toBe('available');
    expect(await bench.volume(id)).toMatchObject({ metadata: { src_backup_id: full }, lock: null });
    await expectOrder(bench, by.project);
  });

  it('is offered to the backend only when the request was for a volume from the backup', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    bench.process.volumeFaults.calls.length = 0;
    await bench.execute(by.restore(full));
    await bench.settle();
    expect(bench.process.volumeFaults.calls).not.toContain('createVolumeFromBackup');
    const { id } = await bench.execute(by.createVolume({ backup_id: full }));
    await bench.settle();
    expect(bench.process.volumeFaults.calls).toContain('createVolumeFromBackup');
    await isWhole(id);
  });
});
