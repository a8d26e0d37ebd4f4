import { randomUUID } from 'node:crypto';
import { expectOrder } from '../../../test/support/bench-order.js';
import { firstBytes, secondBytes, withFull } from '../../../test/support/bench-givens.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';

const record = (members: object): string =>
  Buffer.from(
    JSON.stringify({
      id: randomUUID(),
      size: 3,
      display_name: 'from elsewhere',
      display_description: null,
      container: null,
      service_metadata: null,
      object_count: 0,
      ...members,
    }),
  ).toString('base64');

describe('An import', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start({ quotaLimits: { backups: 3 } });
  });
  afterAll(() => bench.close());

  it('charges whoever imports, and keeps the id', async () => {
    const by = new Requests('project-import');
    const id = randomUUID();
    const answer = await bench.execute(by.importBackup(record({ id })));
    expect(answer).toMatchObject({ id, status: 'creating', display_name: null });
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({
      status: 'available',
      display_name: 'from elsewhere',
      project_id: by.project,
      host: 'node-1',
      availability_zone: 'nova',
    });
    expect((await bench.quota(by.project)).in_use).toMatchObject({ backups: 1, backup_gigabytes: 3 });
    const other = new Requests('project-import-other');
    await expect(bench.execute(other.importBackup(record({ id })))).rejects.toThrow(
      'Invalid backup: Backup already exists in database.',
    );
    await bench.execute(by.deleteBackup(id));
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('revives a deleted backup, which can be deleted again: the books are right each time', async () => {
    const by = new Requests('project-import-revived');
    const text = record({ id: randomUUID() });
    for (let life = 1; life <= 3; life++) {
      const { id } = await bench.execute(by.importBackup(text));
      await bench.settle();
      expect((await bench.quota(by.project)).in_use).toMatchObject({ backups: 1 });
      await bench.execute(by.deleteBackup(id));
      await bench.settle();
      await expectOrder(bench, by.project);
    }
  });

  it('over quota is refused and leaves nothing', async () => {
    const by = new Requests('project-import-quota');
    for (let n = 0; n < 3; n++) await bench.execute(by.importBackup(record({})));
    await expect(bench.execute(by.importBackup(record({})))).rejects.toMatchObject({
      code: 'BackupLimitExceeded',
    });
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('of one id, asked for many times at once, happens once', async () => {
    const by = new Requests('project-import-at-once');
    const text = record({ size: 1 });
    const all = await Promise.allSettled([1, 2, 3].map(() => bench.execute(by.importBackup(text))));
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    await bench.settle();
    await bench.reconcile();
    await expectOrder(bench, by.project);
  });

  it('for another driver becomes an error that says so', async () => {
    const by = new Requests('project-import-service');
    const service = 'cinder.backup.drivers.ceph.CephBackupDriver';
    const { id } = await bench.execute(by.importBackup(record({}), service));
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({
      status: 'error',
      fail_reason: `Import record failed, cannot find backup service to perform the import. Request service ${service}.`,
    });
  });

  it('with a container that leads out of the store is refused', async () => {
    const by = new Requests('project-import-container');
    await expect(bench.execute(by.importBackup(record({ container: '../etc' })))).rejects.toThrow(
      'Invalid input received: the container ../etc leads out of the backup directory.',
    );
  });

  it('that died before it was recorded is undone, and can be asked for again', async () => {
    const by = new Requests('project-import-crash');
    const id = randomUUID();
    const text = record({ id });
    for (const life of [1, 2]) {
      bench.process.log.set({ at: 2, when: 'before', how: 'kill' });
      void bench.execute(by.importBackup(text)).catch(() => undefined);
      expect(await bench.process.log.struck).toContain('BackupImportRequested');
      await bench.crash();
      await bench.reconcile();
      await expectOrder(bench, by.project);
      await bench.execute(by.importBackup(text));
      await bench.settle();
      expect((await bench.backup(id)).import_reservations.length).toBe(life);
      await bench.execute(by.deleteBackup(id));
      await bench.settle();
      await expectOrder(bench, by.project);
    }
  });

  it.each([
    ['parent first', [0, 1]],
    ['child first', [1, 0]],
  ])('of a chain, %s, links it again', async (_, order) => {
    const by = new Requests(`project-import-chain-${order.join('')}`);
    const { volume, full } = await withFull(bench, by);
    const { id: child } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await bench.settle();
    const there = new Requests(`${by.project}-there`);
    const urls = [await exported(by, full), await exported(by, child)];
    await forget(by, [child, full]);
    for (const index of order) {
      await bench.execute(there.importBackup(urls[index] ?? ''));
      await bench.settle();
    }
    expect(await bench.backup(full)).toMatchObject({ children: [child], dependents: [child] });
    await expect(bench.execute(there.deleteBackup(full))).rejects.toThrow(
      'Invalid backup: Incremental backups exist for this backup.',
    );
    expect(await exported(there, child)).not.toBe('');
    expect((await bench.stored(full)).equals(firstBytes)).toBe(true);
    expect((await bench.stored(child)).equals(secondBytes)).toBe(true);
    await expectOrder(bench, there.project);
  });

  const exported = async (by: Requests, id: string): Promise<string> =>
    (await bench.execute(by.exportBackup(id))).backup_url;

  /** The records go, the objects stay: a store that outlived its service. */
  const forget = async (by: Requests, ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      bench.process.backupFaults.run('delete', () => ({ objects_deleted: 0 }));
      await bench.execute(by.deleteBackup(id));
      await bench.settle();
    }
  };
});
