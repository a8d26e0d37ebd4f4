import type { Command } from '@nestjs/cqrs';
import { EventLogUnavailable } from '../../src/drivers/event-log/port.js';
import { filledVolume, firstBytes, secondBytes, withFull, type Given } from '../support/bench-givens.js';
import { withKey } from '../support/bench-keys.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

interface Repeated {
  readonly prepare: (by: Requests) => Promise<Given>;
  readonly request: (by: Requests, given: Given) => Command<unknown>;
  /** How many volumes, snapshots, backups and restores there are afterwards, however often it was sent. */
  readonly leaves: readonly [number, number, number, number];
}

const counted = (project: string): number[] => {
  const { volumes, snapshots, backups, restores } = belongingsOf(bench, project);
  return [volumes, snapshots, backups, restores].map((those) => those.length);
};

/** Sent again by a client that never heard an answer, and once more. */
const scenario = ({ prepare, request, leaves }: Repeated): Scenario<Given> => ({
  usesUp: true,
  prepare: (_bench, by) => prepare(by),
  act: (_bench, { project }, given) => bench.execute(request(withKey(project, 'k'), given)),
  check: async (_bench, { project }, given) => {
    const again = await bench.execute(request(withKey(project, 'k'), given));
    await bench.settle();
    expect(await bench.execute(request(withKey(project, 'k'), given))).toEqual(again);
    await expectOrder(bench, project);
    expect(counted(project)).toEqual(leaves);
  },
});

const nothing = async (): Promise<Given> => ({ volume: '', snapshot: '', full: '' });
const repeated: Record<string, Repeated> = {
  'a volume': { prepare: nothing, request: (by) => by.createVolume(), leaves: [1, 0, 0, 0] },
  'a snapshot': {
    prepare: (by) => filledVolume(bench, by),
    request: (by, { volume }) => by.createSnapshot(volume),
    leaves: [1, 1, 0, 0],
  },
  'a backup': {
    prepare: (by) => filledVolume(bench, by),
    request: (by, { volume }) => by.createBackup(volume),
    leaves: [1, 0, 1, 0],
  },
  'an incremental backup': {
    prepare: (by) => withFull(bench, by),
    request: (by, { volume }) => by.createBackup(volume, { incremental: true }),
    leaves: [1, 0, 2, 0],
  },
  'a restore in place': {
    prepare: (by) => withFull(bench, by),
    request: (by, { volume, full }) => by.restore(full, { volume_id: volume }),
    leaves: [1, 0, 1, 1],
  },
};

it.each(Object.entries(repeated))(
  '%s is made once, wherever the service died',
  async (_name, one) => {
    expect(await crashEverywhere(bench, scenario(one), 5)).toBeGreaterThan(3);
  },
  180_000,
);

const newVolumes: Record<string, Repeated['request']> = {
  'a volume from a backup': (by, { full }) => by.createVolume({ backup_id: full }),
  'a restore to a new volume': (by, { full }) => by.restore(full),
};

describe.each(Object.entries(newVolumes))('%s', (_name, request) => {
  it('is one volume, wherever the service died', async () => {
    const sweep = scenario({ prepare: (by) => withFull(bench, by), request, leaves: [2, 0, 1, 1] });
    const check = async (_bench: CommandBench, by: Requests, given: Given): Promise<void> => {
      await bench.execute(request(withKey(by.project, 'k'), given));
      await bench.settle();
      await expectOrder(bench, by.project);
      const { volumes } = belongingsOf(bench, by.project);
      expect(volumes.length).toBe(2);
    };
    expect(await crashEverywhere(bench, { ...sweep, check }, 5)).toBeGreaterThan(4);
  }, 180_000);

  it('is filled when it is sent again after its volume was recorded and its restore was not', async () => {
    const by = new Requests(`half-${_name}`);
    const given = await withFull(bench, by);
    await bench.write(given.volume, secondBytes);
    const keyed = withKey(by.project, 'k');
    bench.process.log.set({ at: 4, when: 'before', how: 'fail' });
    await expect(bench.execute(request(keyed, given))).rejects.toThrow(EventLogUnavailable);
    expect(bench.process.log.appends.at(3)).toMatch(/^restore-.*: RestoreRequested$/);
    bench.process.log.set(null);
    await bench.execute(request(keyed, given));
    await bench.settle();
    await bench.reconcile();
    await bench.settle();
    await expectOrder(bench, by.project);
    const made = belongingsOf(bench, by.project).volumes.filter(({ id }) => id !== given.volume);
    expect(made.map(({ status }) => status)).toEqual(['available']);
    expect((await bench.bytes(made[0]?.id ?? '')).equals(firstBytes)).toBe(true);
  });
});

it('is told to wait while the first one may still be at work', async () => {
  const by = new Requests('still-at-work');
  const { volume } = await filledVolume(bench, by);
  const keyed = withKey(by.project, 'k');
  bench.process.log.set({ at: 1, when: 'after', how: 'fail' });
  await expect(bench.execute(keyed.createBackup(volume))).rejects.toThrow(EventLogUnavailable);
  bench.process.log.set(null);
  await expect(bench.execute(keyed.createBackup(volume))).rejects.toMatchObject({
    code: 'ResourceConflict',
    message: 'A request with this Idempotency-Key is still at work; send it again in a moment.',
  });
  await bench.reconcile();
  await bench.execute(keyed.createBackup(volume));
  await bench.settle();
  await expectOrder(bench, by.project);
  expect(counted(by.project)).toEqual([1, 0, 1, 0]);
}, 20_000);
