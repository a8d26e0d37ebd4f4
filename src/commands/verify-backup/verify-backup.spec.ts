import { rename, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expectOrder } from '../../../test/support/bench-order.js';
import { withFull, type Given } from '../../../test/support/bench-givens.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { BackupStoreError } from '../../drivers/backup/port.js';

describe('A verification', () => {
  let bench: CommandBench;
  beforeAll(async () => {
    bench = await CommandBench.start();
  });
  afterAll(() => bench.close());

  const objectOf = async (backupId: string, suffix: string): Promise<string> => {
    const { container, service_metadata } = await bench.backup(backupId);
    return join(bench.directory, 'backups', container ?? '', `${service_metadata}${suffix}`);
  };
  /** A full backup and an incremental on it. */
  const chain = async (by: Requests): Promise<Given & { readonly incremental: string }> => {
    const given = await withFull(bench, by);
    const { id } = await bench.execute(by.createBackup(given.volume, { incremental: true }));
    await bench.settle();
    return { ...given, incremental: id };
  };
  const verified = async (by: Requests, backupId: string) => {
    const { id } = await bench.execute(by.verify(backupId));
    await bench.settle();
    return bench.verification(id);
  };

  it('passes, and the history of the backup has it', async () => {
    const by = new Requests('project-verify');
    const { full, incremental } = await chain(by);
    const alone = await verified(by, full);
    expect(alone).toMatchObject({ outcome: 'passed', damaged_objects: 0, damaged: [] });
    const whole = await verified(by, incremental);
    expect(whole).toMatchObject({ outcome: 'passed', attempts: 1, fail_reason: null });
    expect(whole.objects_checked).toBeGreaterThan(alone.objects_checked);
    const events = await bench.events(`backup-${incremental}`);
    expect(events.slice(-2).map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'BackupVerificationStarted', data: { verification_id: whole.id } },
      {
        type: 'BackupVerified',
        data: {
          verification_id: whole.id,
          outcome: 'passed',
          objects_checked: whole.objects_checked,
          bytes_checked: whole.bytes_checked,
          damaged_objects: 0,
          message: null,
        },
      },
    ]);
    expect(events.at(-1)?.metadata['actor']).toMatchObject({
      user_id: 'user-of-project-verify',
      service: 'worker',
    });
    await expectOrder(bench, by.project);
  });

  it('names what is damaged, also in the parent, and leaves the status alone', async () => {
    const by = new Requests('project-verify-damage');
    const { full, incremental } = await chain(by);
    await truncate(await objectOf(full, '-00002'), 10);
    await unlink(await objectOf(incremental, '-00001'));
    const { service_metadata: parent } = await bench.backup(full);
    const { service_metadata: own, status } = await bench.backup(incremental);
    const found = await verified(by, incremental);
    expect(found).toMatchObject({
      outcome: 'damaged',
      damaged_objects: 2,
      damaged: [
        { object_name: `${parent}-00002`, problem: expect.stringMatching(/./) },
        { object_name: `${own}-00001`, problem: 'is missing' },
      ],
    });
    expect(status).toBe('available');
    expect((await bench.events(`backup-${incremental}`)).at(-1)?.data).toMatchObject({
      outcome: 'damaged',
      damaged_objects: 2,
      message: `2 of ${found.objects_checked} objects are missing or damaged.`,
    });
    await expectOrder(bench, by.project);
  });

  it('over a store that cannot be read fails without a word about damage', async () => {
    const by = new Requests('project-verify-store');
    const { full } = await withFull(bench, by);
    bench.process.backupFaults.fail('verify', new BackupStoreError('The store does not answer.'));
    expect(await verified(by, full)).toMatchObject({
      outcome: 'failed',
      fail_reason: 'The store does not answer.',
      damaged: [],
    });
    const store = join(bench.directory, 'backups');
    await rename(store, `${store}-unmounted`);
    const away = await verified(by, full).finally(() => rename(`${store}-unmounted`, store));
    expect(away).toMatchObject({ outcome: 'failed', damaged: [] });
    expect((await bench.events(`backup-${full}`)).at(-1)?.data).toMatchObject({
      outcome: 'failed',
      damaged_objects: 0,
      message: expect.stringMatching(
        /^It could not be carried out, which tells nothing about the backup: Nothing of/,
      ),
    });
    expect((await verified(by, full)).outcome).toBe('passed');
    await expectOrder(bench, by.project);
  });

  it('reads again when the objects have moved meanwhile', async () => {
    const by = new Requests('project-verify-moved');
    const { full } = await withFull(bench, by);
    const { container, service_metadata } = await bench.backup(full);
    const moved = await objectOf(full, '-00001');
    await rename(moved, `${moved}-gone`);
    bench.process.backupFaults.run('verify', async () => {
      // Somebody moves the backup while it is looked for.
      await rename(`${moved}-gone`, moved);
      const end = (await bench.events(`backup-${full}`)).at(-1)?.revision ?? 'no_stream';
      const { host, service, availability_zone } = await bench.backup(full);
      const data = { host, service, availability_zone, container: `${container}/`, service_metadata };
      await bench.log.append(`backup-${full}`, end, [
        { id: crypto.randomUUID(), type: 'BackupStarted', data, metadata: { schema: 1 } },
      ]);
      return {
        objects_checked: 1,
        bytes_checked: 0,
        damaged_objects: 1,
        damaged: [{ object_name: `${service_metadata}-00001`, problem: 'is missing' }],
      };
    });
    expect(await verified(by, full)).toMatchObject({ outcome: 'passed', damaged: [] });
  });

  it('is the only one of its backup, beside those of others', async () => {
    const by = new Requests('project-verify-two');
    const { full, incremental } = await chain(by);
    let refused: unknown;
    let both = 0;
    const during = async (): Promise<void> => {
      both += 1;
      refused ??= await bench.execute(by.verify(full)).catch((error: unknown) => error);
    };
    bench.process.backupFaults.run('verify', during, 2);
    const [first] = await Promise.all([
      bench.execute(by.verify(full)),
      bench.execute(by.verify(incremental)),
    ]);
    await bench.settle();
    expect(both).toBe(2);
    expect(refused).toMatchObject({ code: 'ResourceConflict', message: expect.stringContaining(first.id) });
    expect((await bench.verification(first.id)).outcome).toBe('passed');
    await expectOrder(bench, by.project);
  });

  it('of another project finds nothing', async () => {
    const by = new Requests('project-verify-mine');
    const { full } = await withFull(bench, by);
    await expect(bench.execute(new Requests('project-verify-theirs').verify(full))).rejects.toThrow(
      `Backup ${full} could not be found.`,
    );
  });
});
