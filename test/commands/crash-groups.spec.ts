import { groupOf, groupState, type GroupOf } from '../support/bench-group-snapshots.js';
import { changeGroup, copyGroup, deleteGroup } from '../support/bench-groups.js';
import { belongingsOf } from '../support/bench-order.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: {} });
});
afterAll(() => bench.close());

it('a volume that is made in a group', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: (_bench, by) => groupOf(bench, by, 0),
      act: (_bench, by, { group }: GroupOf) =>
        bench.execute(by.createVolume({ volume_type: '__DEFAULT__', group_id: group })),
      check: async (_bench, _by, { group }) => {
        expect((await groupState(bench, group)).status).toBe('available');
      },
    },
    11,
  );
  expect(appends).toBe(5);
}, 180_000);

it('members that come and go', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: async (_bench, by) => {
        const given = await groupOf(bench, by, 1);
        const { id } = await bench.execute(by.createVolume({ volume_type: '__DEFAULT__' }));
        await bench.settle();
        return { ...given, id };
      },
      act: (_bench, by, { group, volumes, id }) =>
        bench.execute(changeGroup(by, group, { add_volumes: [id], remove_volumes: volumes })),
      check: async (_bench, _by, { group, volumes, id }) => {
        const { status, volume_ids } = await groupState(bench, group);
        expect(status).toBe('available');
        expect([volumes, [id]]).toContainEqual(volume_ids);
      },
    },
    12,
  );
  expect(appends).toBe(6);
}, 180_000);

it('a copy of a group', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: (_bench, by) => groupOf(bench, by),
      act: (_bench, by, { group }: GroupOf) => bench.execute(copyGroup(by, group)),
      check: async (_bench, by) => {
        const { groups, volumes } = belongingsOf(bench, by.project);
        expect(groups.map(({ status }) => status)).toEqual(groups.map(() => 'available'));
        expect(volumes).toHaveLength(2 * groups.length);
      },
    },
    13,
  );
  expect(appends).toBe(8);
}, 180_000);

it('a group that is deleted with its volumes', async () => {
  const appends = await crashEverywhere(
    bench,
    {
      usesUp: true,
      prepare: (_bench, by) => groupOf(bench, by),
      act: (_bench, by, { group }: GroupOf) => bench.execute(deleteGroup(by, group)),
      check: async (_bench, by) => {
        const { groups, volumes } = belongingsOf(bench, by.project);
        expect([
          [0, 0],
          [1, 2],
        ]).toContainEqual([groups.length, volumes.length]);
      },
    },
    14,
  );
  expect(appends).toBeGreaterThan(10);
}, 180_000);
