import { firstBytes, withFull, type Given } from '../../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { BackupStoreError } from '../../drivers/backup/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`cascade-project-${++projects}`);

/** full ← middle ← top. */
const chainOf = async (by: Requests): Promise<Given & { readonly middle: string; readonly top: string }> => {
  const given = await withFull(bench, by);
  const next = async (): Promise<string> => {
    const { id } = await bench.execute(by.createBackup(given.volume, { incremental: true }));
    await bench.settle();
    return id;
  };
  return { ...given, middle: await next(), top: await next() };
};

describe('Deleting a backup with cascade', () => {
  it('deletes everything on top of it, leaves first, and gives each charge back', async () => {
    const by = someone();
    const { full, middle, top } = await chainOf(by);
    bench.process.log.appends.length = 0;
    await bench.execute(by.deleteMember(full, 'delete'));
    for (const id of [full, middle, top]) expect((await bench.backup(id)).status).toMatch(/^delet/);
    await bench.settle();
    const ends = bench.process.log.appends.filter((append) =>
      /: Backup(Deleted|ObjectsDeleted)$/.test(append),
    );
    expect(ends).toEqual(
      [top, middle, full].flatMap((id) => [
        `backup-${id}: BackupObjectsDeleted`,
        `backup-${id}: BackupDeleted`,
      ]),
    );
    expect(belongingsOf(bench, by.project).backups).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('leaves what lies below, and is a plain delete of a backup without children', async () => {
    const by = someone();
    const { full, middle, top } = await chainOf(by);
    await bench.execute(by.deleteMember(middle, 'delete'));
    await bench.settle();
    expect((await bench.backup(top)).status).toBe('deleted');
    expect(await bench.backup(full)).toMatchObject({ status: 'available', children: [], dependents: [] });
    expect((await bench.stored(full)).equals(firstBytes)).toBe(true);
    await bench.execute(by.deleteMember(full, 'delete'));
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('is refused as a whole while a member cannot be deleted', async () => {
    const by = someone();
    const { full, top, volume } = await chainOf(by);
    const { id: making } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await expect(bench.execute(by.deleteMember(full, 'delete'))).rejects.toThrow(
      `Invalid backup: Backup ${making} cannot be deleted: Backup status must be available or error.`,
    );
    await bench.settle();
    await bench.execute(by.restore(top));
    await expect(bench.execute(by.deleteMember(full, 'delete'))).rejects.toThrow(
      `Invalid backup: Backup ${top} cannot be deleted: Backup status must be available or error.`,
    );
    await bench.settle();
    for (const { status } of belongingsOf(bench, by.project).backups) expect(status).toBe('available');
    await expectOrder(bench, by.project);
  });

  it('touches a member of another project for an administrator only', async () => {
    const by = someone();
    const other = someone();
    const { full, middle, top } = await chainOf(by);
    const { backup_service, backup_url } = await bench.execute(by.exportBackup(top));
    await bench.execute(by.deleteBackup(top));
    await bench.settle();
    await bench.execute(other.importBackup(backup_url, backup_service));
    await bench.settle();
    for (const children of ['delete', 'detach'] as const) {
      await expect(bench.execute(by.deleteMember(middle, children))).rejects.toThrow(
        /Backup .* cannot be (deleted|detached): it belongs to another project\./,
      );
    }
    await bench.execute(new Requests(by.project, { is_admin: true }).deleteMember(full, 'delete'));
    await bench.settle();
    for (const { project } of [by, other]) {
      expect(belongingsOf(bench, project).backups).toEqual([]);
      await expectOrder(bench, project);
    }
  });

  it('keeps the parents of a member that cannot be removed; repeated, it goes on', async () => {
    const by = someone();
    const { full, middle, top } = await chainOf(by);
    bench.process.backupFaults.fail('delete', new BackupStoreError('the share is gone'));
    await bench.execute(by.deleteMember(full, 'delete'));
    await bench.settle();
    const why = `Backup ${top} could not be deleted: the share is gone`;
    expect(await bench.backup(top)).toMatchObject({ status: 'error', fail_reason: 'the share is gone' });
    expect(await bench.backup(middle)).toMatchObject({ status: 'error', fail_reason: why });
    expect(await bench.backup(full)).toMatchObject({
      status: 'error',
      fail_reason: `Backup ${middle} could not be deleted: ${why}`,
    });
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteMember(full, 'delete'));
    await bench.settle();
    expect(belongingsOf(bench, by.project).backups).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('refuses incrementals and restores on top of what is going', async () => {
    const by = someone();
    const { full, middle, top, volume } = await chainOf(by);
    const held = Promise.withResolvers<void>();
    bench.process.backupFaults.run('delete', () => held.promise);
    await bench.execute(by.deleteMember(full, 'delete'));
    await expect(bench.execute(by.createBackup(volume, { incremental: true }))).rejects.toThrow(
      'Invalid backup: No backups available to do an incremental backup.',
    );
    for (const id of [full, middle, top]) {
      await expect(bench.execute(by.restore(id))).rejects.toThrow('Backup status must be available');
    }
    held.resolve();
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('is not found for another project', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    for (const children of ['delete', 'detach'] as const) {
      await expect(bench.execute(someone().deleteMember(full, children))).rejects.toThrow(
        `Backup ${full} could not be found.`,
      );
    }
  });
});
