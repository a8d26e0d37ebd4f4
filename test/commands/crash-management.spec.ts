import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firstBytes, filledVolume, withSnapshot } from '../support/bench-givens.js';
import { belongingsOf } from '../support/bench-order.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const files = (...parts: string[]): Promise<string[]> => readdir(join(bench.directory, 'volumes', ...parts));

/** What was left behind is nobody's on purpose, so only the books of the project have to be in order. */
const booksAreInOrder = async (_bench: CommandBench, project: string): Promise<void> => {
  const { in_use, reservations } = await bench.quota(project);
  const { volumes, snapshots } = belongingsOf(bench, project);
  expect(reservations).toEqual({});
  expect(in_use['volumes'] ?? 0).toBe(volumes.length);
  expect(in_use['snapshots'] ?? 0).toBe(snapshots.length);
};

const scenarios: Record<string, Scenario<string>> = {
  'a volume that is left to others': {
    usesUp: true,
    prepare: async (_bench, by) => (await filledVolume(bench, by)).volume,
    act: (_bench, by, volume) => bench.execute(by.unmanage(volume)),
    check: async (_bench, _by, volume) => {
      expect((await bench.volume(volume)).status).toMatch(/^(available|deleted)$/);
      expect((await bench.bytes(volume)).equals(firstBytes)).toBe(true);
    },
  },
  'a snapshot that is left to others': {
    usesUp: true,
    prepare: async (_bench, by) => (await withSnapshot(bench, by)).snapshot,
    act: (_bench, by, snapshot) => bench.execute(by.unmanageSnapshot(snapshot)),
    check: async (_bench, _by, snapshot) => {
      expect((await bench.snapshot(snapshot)).status).toMatch(/^(available|deleted)$/);
      expect(await files('snapshots')).toContain(`snapshot-${snapshot}`);
    },
  },
  'a snapshot that is taken over': {
    usesUp: true,
    prepare: async (_bench, by) => {
      const { volume, snapshot } = await withSnapshot(bench, by);
      await bench.execute(by.unmanageSnapshot(snapshot));
      await bench.settle();
      return `${volume} ${snapshot}`;
    },
    act: (_bench, by, given) => {
      const [volume = '', snapshot = ''] = given.split(' ');
      return bench.execute(by.createSnapshot(volume, { reference: `snapshot-${snapshot}` }));
    },
    check: async (_bench, by, given) => {
      const [volume, snapshot] = given.split(' ');
      const { snapshots } = belongingsOf(bench, by.project);
      const names = await files('snapshots');
      expect((await bench.volume(volume ?? '')).snapshot_ids).toEqual(snapshots.map(({ id }) => id));
      expect(names.includes(`snapshot-${snapshot}`)).toBe(snapshots.length === 0);
      for (const { id, status } of snapshots) {
        expect(status).toBe('available');
        expect(names).toContain(`snapshot-${id}`);
      }
    },
  },
};

it.each(Object.entries(scenarios))(
  '%s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 12, booksAreInOrder)).toBeGreaterThan(3);
  },
  180_000,
);
