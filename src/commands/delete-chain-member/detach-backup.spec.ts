import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firstBytes, withFull, type Given } from '../../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { SeededBytes } from '../../../test/support/generated-volume.js';
import { BackupStoreError } from '../../drivers/backup/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`detach-project-${++projects}`);
const random = new SeededBytes(31);

interface Chain extends Given {
  readonly middle: string;
  readonly top: string;
  readonly middleBytes: Buffer;
  readonly topBytes: Buffer;
}

/** full ← middle ← top; the incrementals hold a part of the volume each. */
const chainOf = async (by: Requests): Promise<Chain> => {
  const given = await withFull(bench, by);
  const { volume } = given;
  const next = async (): Promise<string> => {
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await bench.settle();
    return id;
  };
  await bench.write(volume, firstBytes);
  await bench.write(volume, Buffer.alloc(20_000));
  const middleBytes = await bench.bytes(volume);
  const middle = await next();
  await bench.write(volume, random.next('random', 20_000), 10_000);
  return { ...given, middle, middleBytes, top: await next(), topBytes: await bench.bytes(volume) };
};

const detach = async (by: Requests, id: string): Promise<void> => {
  await bench.execute(by.deleteMember(id, 'detach'));
  await bench.settle();
  expect((await bench.backup(id)).status).toBe('deleted');
  await expectOrder(bench, by.project);
};

const expectStored = async (id: string, bytes: Buffer): Promise<void> =>
  expect((await bench.stored(id)).equals(bytes)).toBe(true);

/** Names of the backup's chunks in the store. */
const objectsOf = async (id: string): Promise<string[]> => {
  const { container, service_metadata } = await bench.backup(id);
  const names = await readdir(join(bench.directory, 'backups', container ?? ''));
  return names.filter((name) => name.startsWith(`${service_metadata}-`));
};

describe('Deleting a backup with detach', () => {
  it('takes the middle out of a chain: the child rests on the one below', async () => {
    const by = someone();
    const { full, middle, top, topBytes, volume } = await chainOf(by);
    const before = await bench.backup(top);
    bench.process.log.appends.length = 0;
    await detach(by, middle);
    expect(bench.process.log.appends.filter((append) => !append.startsWith('quota-'))).toEqual([
      `backup-${middle}: BackupDetachRequested, BackupDeletionRequested`,
      `backup-${top}: BackupMergeRequested`,
      `backup-${full}: BackupChildRegistered`,
      `backup-${full}: BackupDependentAdded`,
      `backup-${top}: BackupLayerMerged`,
      `backup-${middle}: BackupChildRemoved`,
      `backup-${middle}: BackupObjectsDeleted`,
      `backup-${full}: BackupChildRemoved`,
      `backup-${middle}: BackupDeleted`,
    ]);
    expect(await bench.backup(full)).toMatchObject({ children: [top], dependents: [top] });
    const merged = await bench.backup(top);
    expect(merged).toMatchObject({ parent_id: full, status: 'available', size: before.size, merging: null });
    expect(merged.object_count).toBeGreaterThan(before.object_count);
    expect(await objectsOf(top)).toHaveLength(merged.object_count);
    await expectStored(top, topBytes);
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({ parent_id: top, object_count: 0 });
    await expectStored(id, topBytes);
    await expectOrder(bench, by.project);
  });

  it('makes the child of a full backup a full backup, and each of several children', async () => {
    const by = someone();
    const { full, middle, top, middleBytes, topBytes, volume } = await chainOf(by);
    await detach(by, middle);
    await detach(by, full);
    expect(await bench.backup(top)).toMatchObject({ parent_id: null, children: [] });
    await expectStored(top, topBytes);
    const branches: string[] = [];
    for (let i = 0; i < 2; i++) {
      await bench.write(volume, middleBytes);
      const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
      await bench.settle();
      branches.push(id);
      // The newest becomes the parent of the next, unless it is in error meanwhile.
      await bench.execute(new Requests(by.project, { is_admin: true }).resetBackup(id, 'error'));
    }
    for (const id of branches) {
      await bench.execute(new Requests(by.project, { is_admin: true }).resetBackup(id, 'available'));
    }
    expect((await bench.backup(top)).children).toEqual(branches);
    await detach(by, top);
    for (const id of branches) {
      expect((await bench.backup(id)).parent_id).toBeNull();
      await expectStored(id, middleBytes);
    }
  });

  it('restores a merged backup that was exported and imported', async () => {
    const by = someone();
    const { full, middle, top, topBytes } = await chainOf(by);
    await detach(by, middle);
    await detach(by, full);
    const { backup_service, backup_url } = await bench.execute(by.exportBackup(top));
    const record = JSON.parse(Buffer.from(backup_url, 'base64').toString()) as Record<string, unknown>;
    const objects = await objectsOf(top);
    expect(record).toMatchObject({ parent_id: null, object_count: objects.length });
    bench.process.backupFaults.run('delete', () => ({ objects_deleted: 0 }));
    await bench.execute(by.deleteBackup(top));
    await bench.settle();
    await bench.execute(by.importBackup(backup_url, backup_service));
    await bench.settle();
    await expectStored(top, topBytes);
    const { volume_id } = await bench.execute(by.restore(top));
    await bench.settle();
    expect((await bench.bytes(volume_id)).equals(topBytes)).toBe(true);
  });

  it('is refused while a child is not available, or anything on top is restored', async () => {
    const by = someone();
    const { full, middle, top } = await chainOf(by);
    await bench.execute(by.restore(top));
    await expect(bench.execute(by.deleteMember(full, 'detach'))).rejects.toThrow(
      `Invalid backup: Backup ${top} is being restored.`,
    );
    await bench.settle();
    await bench.execute(new Requests(by.project, { is_admin: true }).resetBackup(middle, 'error'));
    await expect(bench.execute(by.deleteMember(full, 'detach'))).rejects.toThrow(
      `Invalid backup: Backup ${middle} cannot be detached: Backup status must be available.`,
    );
    expect(await bench.backup(full)).toMatchObject({ status: 'available', deletion: null });
    await expectOrder(bench, by.project);
  });

  it('keeps restores and deletions away from what is being merged', async () => {
    const by = someone();
    const { full, middle, top, volume, topBytes } = await chainOf(by);
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    bench.process.backupFaults.run('mergeLayer', () => {
      reached.resolve();
      return held.promise;
    });
    await bench.execute(by.deleteMember(full, 'detach'));
    await reached.promise;
    await expect(bench.execute(by.restore(middle))).rejects.toThrow('Backup status must be available');
    await expect(bench.execute(by.restore(top))).rejects.toThrow(
      `Invalid backup: Backup ${middle}, which it is based on, is being deleted or changed.`,
    );
    expect(await bench.backup(top)).toMatchObject({ status: 'available', active_restores: [] });
    for (const children of ['delete', 'detach'] as const) {
      await expect(bench.execute(by.deleteMember(middle, children))).rejects.toThrow(
        `Invalid backup: Backup ${middle} is taking over the data of backup ${full}.`,
      );
    }
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    held.resolve();
    await bench.settle();
    expect((await bench.backup(middle)).parent_id).toBeNull();
    await expectStored(id, topBytes);
    await expectOrder(bench, by.project);
  });

  it('keeps the parent and takes the copies back when the layer cannot be taken over; repeated, it goes on', async () => {
    const by = someone();
    const { full, middle, top, middleBytes, topBytes } = await chainOf(by);
    bench.process.backupFaults.fail('mergeLayer', new BackupStoreError('the share is gone'));
    bench.process.backupFaults.fail('discardMerge', new BackupStoreError('the share is gone'));
    await bench.execute(by.deleteMember(full, 'detach'));
    await bench.idle();
    await bench.reconcile();
    await bench.settle();
    expect(await bench.backup(full)).toMatchObject({
      status: 'error',
      fail_reason: `Backup ${middle} could not be detached: the share is gone`,
      children: [middle],
    });
    expect(await bench.backup(middle)).toMatchObject({ status: 'available', parent_id: full, merging: null });
    expect(bench.process.backupFaults.calls).toEqual(expect.arrayContaining(['discardMerge']));
    await expectStored(middle, middleBytes);
    await expectOrder(bench, by.project);
    await detach(by, full);
    await expectStored(top, topBytes);
    expect(belongingsOf(bench, by.project).backups).toHaveLength(2);
  });
});
