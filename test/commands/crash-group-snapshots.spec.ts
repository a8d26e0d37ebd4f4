import { belongingsOf, expectOrder } from '../support/bench-order.js';
import {
  deleteGroupSnapshot,
  groupFromSnapshot,
  groupOf,
  groupSnapshotState,
  groupState,
  takeGroupSnapshot,
  type GroupOf,
} from '../support/bench-group-snapshots.js';
import type { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

/** All of a group snapshot is there or nothing of it, in every book. Answers how many group snapshots there are. */
const expectWhole = async (by: Requests, { group, volumes }: GroupOf): Promise<number> => {
  await expectOrder(bench, by.project);
  const { group_snapshot_ids } = await groupState(bench, group);
  const { snapshots } = belongingsOf(bench, by.project);
  for (const id of group_snapshot_ids) {
    expect(await groupSnapshotState(bench, id)).toMatchObject({ status: 'available', deletion: null });
    expect(snapshots.filter((one) => one.group_snapshot_id === id)).toHaveLength(volumes.length);
  }
  expect(snapshots).toHaveLength(volumes.length * group_snapshot_ids.length);
  return group_snapshot_ids.length;
};

it('a new group snapshot', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: (_bench, by) => groupOf(bench, by),
      act: (_bench, by, { group }) => bench.execute(takeGroupSnapshot(by, group)),
      check: async (_bench, by, made) => {
        expect(await expectWhole(by, made)).toBeLessThanOrEqual(1);
      },
    },
    6,
  );
  expect(appends).toBeGreaterThan(8);
}, 180_000);

it('a group snapshot that is deleted', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: async (_bench, by) => {
        const made = await groupOf(bench, by, 1);
        const { id } = await bench.execute(takeGroupSnapshot(by, made.group));
        await bench.settle();
        return { ...made, id };
      },
      act: (_bench, by, { id }) => bench.execute(deleteGroupSnapshot(by, id)),
      check: async (_bench, by, made) => {
        expect(await expectWhole(by, made)).toBeLessThanOrEqual(1);
      },
    },
    7,
  );
  expect(appends).toBeGreaterThan(5);
}, 180_000);

it('a group that is made of a group snapshot', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: async (_bench, by) => {
        const made = await groupOf(bench, by, 1);
        const { id } = await bench.execute(takeGroupSnapshot(by, made.group));
        await bench.settle();
        return { ...made, id };
      },
      act: (_bench, by, { id }) => bench.execute(groupFromSnapshot(by, id)),
      // In the order of things no group snapshot is held, and no group is half made.
      check: async (_bench, by, made) => {
        expect(await expectWhole(by, made)).toBe(1);
        const { groups, volumes } = belongingsOf(bench, by.project);
        expect(groups.map(({ status }) => status)).toEqual(groups.map(() => 'available'));
        expect(volumes).toHaveLength(groups.length);
      },
    },
    8,
  );
  expect(appends).toBeGreaterThan(5);
}, 180_000);
