import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { accept, offer, takeBack, volumeWithSnapshot } from '../support/bench-transfers.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

/** Whoever has the volume has its snapshot and its charges too, and what is offered is offered by a transfer that is there. */
const expectWhole = async (projects: readonly string[]): Promise<readonly number[]> => {
  for (const project of projects) await expectOrder(bench, project);
  const owned = projects.map((project) => belongingsOf(bench, project));
  for (const { volumes, snapshots } of owned) expect(snapshots).toHaveLength(volumes.length);
  return owned.map(({ volumes }) => volumes.length);
};

it('an offer', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: (_bench, by) => volumeWithSnapshot(bench, by),
      act: (_bench, by, volume) => offer(bench, by, volume),
      check: async (_bench, by) => {
        expect(await expectWhole([by.project])).toEqual([1]);
      },
    },
    3,
  );
  expect(appends).toBe(2);
}, 180_000);

it('an accepted offer', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: async (_bench, by) => offer(bench, by, await volumeWithSnapshot(bench, by)),
      act: (_bench, by, offered) => bench.execute(accept(new Requests(`${by.project}-friend`), offered)),
      check: async (_bench, by, { transfer }) => {
        const owned = await expectWhole([by.project, `${by.project}-friend`]);
        const { status } = await bench.volume(transfer.volume_id);
        expect([owned, status]).toEqual(
          owned[0] === 1 ? [[1, 0], 'awaiting-transfer'] : [[0, 1], 'available'],
        );
      },
    },
    4,
  );
  expect(appends).toBeGreaterThan(10);
}, 180_000);

it('an offer that is taken back', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: async (_bench, by) => offer(bench, by, await volumeWithSnapshot(bench, by)),
      act: (_bench, by, offered) => bench.execute(takeBack(by, offered)),
      check: async (_bench, by) => {
        expect(await expectWhole([by.project])).toEqual([1]);
      },
    },
    5,
  );
  expect(appends).toBe(3);
}, 180_000);
