import { filledVolume, withFull } from '../../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { EventLogUnavailable } from '../../drivers/event-log/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { backups: 200, volumes: 20 } });
});
afterAll(() => bench.close());

const isFulfilled = ({ status }: PromiseSettledResult<unknown>): boolean => status === 'fulfilled';

describe('many at once', () => {
  it('of one volume: one backup is accepted, the others read why not', async () => {
    const by = new Requests('crowd');
    const { volume } = await filledVolume(bench, by);
    const crowd = Promise.withResolvers<void>();
    bench.process.backupFaults.run('backup', () => crowd.promise);
    const asked = Array.from({ length: 100 }, () => bench.execute(by.createBackup(volume)));
    const answers = await Promise.allSettled(asked);
    crowd.resolve();
    expect(answers.filter(isFulfilled).length).toBe(1);
    const reasons = answers.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.message)] : []));
    expect(new Set(reasons)).toEqual(
      new Set([
        'Invalid volume: Volume to be backed up must be available or in-use, but the current status is "backing-up".',
      ]),
    );
    await bench.settle();
    expect(belongingsOf(bench, 'crowd').backups.length).toBe(1);
    await expectOrder(bench, 'crowd');
  });

  it('against a quota of 20: exactly 20 are accepted', async () => {
    const by = new Requests('full-house');
    const asked = Array.from({ length: 40 }, () => bench.execute(by.createVolume()));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(isFulfilled).length).toBe(20);
    await bench.settle(20_000);
    expect(belongingsOf(bench, 'full-house').volumes.length).toBe(20);
    await expectOrder(bench, 'full-house');
  });

  it('incrementals and the deletion of their parent: a parent with a child stays', async () => {
    const by = new Requests('family');
    const { volume, full } = await withFull(bench, by);
    const [made, deleted] = await Promise.allSettled([
      bench.execute(by.createBackup(volume, { incremental: true })),
      bench.execute(by.deleteBackup(full)),
    ]);
    expect([made.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
    await bench.settle();
    await expectOrder(bench, 'family');
  });
});

describe('a volume that grows between the check and the lock', () => {
  it('is backed up, and charged, with the size it has', async () => {
    const by = new Requests('growing');
    const { volume } = await filledVolume(bench, by);
    bench.process.log.before(/^volume-.*VolumeStatusChanged/, () => bench.growElsewhere(volume, 2));
    const backup = await bench.execute(by.createBackup(volume));
    await bench.settle();
    expect(await bench.backup(backup.id)).toMatchObject({ size: 2, status: 'available' });
    const { in_use, reservations } = await bench.quota('growing');
    expect({ ...in_use, reservations }).toMatchObject({ backups: 1, backup_gigabytes: 2, reservations: {} });
  });
});

describe('when the log does not answer', () => {
  const steps = [1, 2, 3];
  it.each(steps)('append %i that is durable all the same is settled by the reconciler', async (at) => {
    const by = new Requests(`away-${at}`);
    const { volume } = await filledVolume(bench, by);
    bench.process.log.set({ at, when: 'after', how: 'fail' });
    await expect(bench.execute(by.createBackup(volume))).rejects.toThrow(EventLogUnavailable);
    bench.process.log.set(null);
    await bench.settle();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await bench.reconcile();
    await bench.settle();
    const { backups } = belongingsOf(bench, by.project);
    expect(backups.map(({ status }) => status)).toEqual(at === 3 ? ['available'] : []);
    expect((await bench.volume(volume)).status).toBe('available');
    await expectOrder(bench, by.project);
  });
});
