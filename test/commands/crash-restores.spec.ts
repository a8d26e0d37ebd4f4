import { belongingsOf } from '../support/bench-order.js';
import { firstBytes, secondBytes, withFull, type Given } from '../support/bench-givens.js';
import type { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

/** New volumes whose restore was recorded hold the backup's bytes; the others say that they do not. */
const expectRestored = async (by: Requests, { volume, full }: Given): Promise<void> => {
  const mine = belongingsOf(bench, by.project);
  const wanted = new Set(mine.restores.map(({ volume_id }) => volume_id));
  for (const { id, status } of mine.volumes.filter((one) => one.id !== volume)) {
    expect(status).toBe(wanted.has(id) ? 'available' : 'error');
    if (wanted.has(id)) expect((await bench.bytes(id)).equals(firstBytes)).toBe(true);
  }
  expect((await bench.backup(full)).status).toBe('available');
};

const restores: Record<string, Scenario<Given>> = {
  'a volume from a backup': {
    prepare: (_bench, by) => withFull(bench, by),
    act: (_bench, by, { full }) => bench.execute(by.createVolume({ backup_id: full })),
    check: (_bench, by, given) => expectRestored(by, given),
  },
  'a restore to a new volume': {
    prepare: (_bench, by) => withFull(bench, by),
    act: (_bench, by, { full }) => bench.execute(by.restore(full)),
    check: (_bench, by, given) => expectRestored(by, given),
  },
  'a restore in place': {
    prepare: (_bench, by) => withFull(bench, by),
    act: async (_bench, by, { full, volume }) => {
      await bench.write(volume, secondBytes);
      begun = belongingsOf(bench, by.project).restores.length;
      await bench.execute(by.restore(full, { volume_id: volume }));
    },
    check: async (_bench, by, { volume, full }) => {
      const isBegun = belongingsOf(bench, by.project).restores.length > begun;
      expect((await bench.bytes(volume)).equals(isBegun ? firstBytes : secondBytes)).toBe(true);
      expect((await bench.volume(volume)).status).toBe('available');
      expect((await bench.backup(full)).status).toBe('available');
    },
  },
};
let begun = 0;

it.each(Object.entries(restores))(
  '%s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 5)).toBeGreaterThan(5);
  },
  180_000,
);
