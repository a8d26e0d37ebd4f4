import { belongingsOf } from '../support/bench-order.js';
import { filledVolume, withFull, withSnapshot, type Given } from '../support/bench-givens.js';
import { apiBeside, withKey } from '../support/bench-keys.js';
import type { BenchProcess } from '../support/bench-process.js';
import { expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';
import { startChildEventLog } from '../support/event-log.js';

/** Over a log that makes the appends of a request together: whoever dies has made all of them, or none. */
let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { backups: 100 } }, undefined, startChildEventLog);
});
afterAll(() => bench.close());

const check = async (_bench: CommandBench, by: Requests): Promise<void> => {
  for (const { status } of belongingsOf(bench, by.project).backups) expect(status).toBe('available');
};

const backups: Record<string, Scenario<Given>> = {
  'a full backup': {
    prepare: (_bench, by) => filledVolume(bench, by),
    act: (_bench, by, { volume }) => bench.execute(by.createBackup(volume)),
    check,
  },
  'an incremental backup': {
    usesUp: true,
    prepare: (_bench, by) => withFull(bench, by),
    act: (_bench, by, { volume }) => bench.execute(by.createBackup(volume, { incremental: true })),
    check,
  },
  'a backup of a snapshot, with a key': {
    usesUp: true,
    prepare: (_bench, by) => withSnapshot(bench, by),
    act: (_bench, by, { volume, snapshot }) =>
      bench.execute(withKey(by.project, 'k').createBackup(volume, { snapshot_id: snapshot })),
    check,
  },
};

it.each(Object.entries(backups))(
  'the service dies at each append of %s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 5)).toBeGreaterThan(4);
  },
  180_000,
);

it('a request is one append, in the order of its claims', async () => {
  const by = new Requests('in-order');
  const { volume, full } = await withFull(bench, by);
  bench.process.log.set(null);
  const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
  expect(bench.process.log.appends[0]).toBe(
    [
      `quota-${by.project}: QuotaReserved`,
      `backup-${full}: BackupChildRegistered`,
      `volume-${volume}: VolumeStatusChanged`,
      `backup-${id}: BackupRequested`,
      `quota-${by.project}: QuotaCommitted`,
    ].join(' + '),
  );
  await bench.settle();
  expect((await bench.backup(id)).source_previous_status).toBe('available');
  await expectOrder(bench, by.project);
});

it('of a crowd at one volume one is accepted, the others read why not', async () => {
  const by = new Requests('crowd');
  const { volume } = await filledVolume(bench, by);
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => bench.execute(by.createBackup(volume))),
  );
  const refusals = answers.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.message)] : []));
  expect(refusals).toHaveLength(19);
  expect(new Set(refusals)).toEqual(
    new Set([
      'Invalid volume: Volume to be backed up must be available or in-use, but the current status is "backing-up".',
    ]),
  );
  await bench.settle();
  await expectOrder(bench, by.project);
});

it('a volume that grows just before is backed up, and charged, with the size it has', async () => {
  const by = new Requests('growing');
  const { volume } = await filledVolume(bench, by);
  bench.process.log.before(/BackupRequested/, () => bench.growElsewhere(volume, 2));
  const { id } = await bench.execute(by.createBackup(volume));
  await bench.settle();
  expect((await bench.backup(id)).size).toBe(2);
  const { in_use, reservations } = await bench.quota(by.project);
  expect([in_use['backup_gigabytes'], reservations]).toEqual([2, {}]);
});

describe('with three processes', () => {
  let apis: BenchProcess[];
  beforeAll(async () => {
    apis = [bench.process, await apiBeside(bench, 'second'), await apiBeside(bench, 'third')];
  });
  afterAll(async () => {
    for (const api of apis.slice(1)) await api.stop();
  });

  it('nine requests with one key make one backup', async () => {
    const { volume } = await filledVolume(bench, new Requests('one-backup'));
    for (const { runner } of apis) await runner.catchUp();
    const by = withKey('one-backup', 'k');
    const answers = await Promise.all(
      apis.flatMap((api) => [1, 2, 3].map(() => api.commands.execute(by.createBackup(volume)))),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await bench.settle();
    await expectOrder(bench, 'one-backup');
    expect(belongingsOf(bench, 'one-backup').backups.length).toBe(1);
  });
});
