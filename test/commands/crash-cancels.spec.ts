import { belongingsOf } from '../support/bench-order.js';
import { filledVolume, firstBytes, secondBytes, withFull, type Given } from '../support/bench-givens.js';
import type { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

/** What was asked last is cancelled at once; it may be over already. */
const cancel = async (by: Requests, id: string): Promise<void> => {
  await bench.execute(by.cancelBackup(id)).catch((error: Error) => {
    if (!/could be cancelled|any more/.test(error.message)) throw error;
  });
};

const outcomes = new Set<string>();

/** Ended in one way or the other, wholly: what completed holds the backup's bytes, what was stopped says so. */
const expectEnded = async (by: Requests, { full }: Given): Promise<void> => {
  for (const { volume_id, outcome, volume_is_new, attempts } of belongingsOf(bench, by.project).restores) {
    outcomes.add(String(outcome));
    const volume = await bench.volume(volume_id);
    if (outcome === 'completed') expect((await bench.bytes(volume_id)).equals(firstBytes)).toBe(true);
    else if (attempts === 0) expect(volume.status).toBe(volume_is_new ? 'error' : 'available');
    else expect(volume.status).toMatch(/^error(_restoring)?$/);
  }
  expect((await bench.backup(full)).status).toBe('available');
};

const cancels: Record<string, Scenario<Given>> = {
  'a restore to a new volume': {
    prepare: (_bench, by) => withFull(bench, by),
    act: async (_bench, by, { full }) => {
      await bench.execute(by.restore(full));
      await cancel(by, full);
    },
    check: (_bench, by, given) => expectEnded(by, given),
  },
  'a restore in place': {
    usesUp: true,
    prepare: (_bench, by) => withFull(bench, by),
    act: async (_bench, by, { full, volume }) => {
      await bench.write(volume, secondBytes);
      await bench.execute(by.restore(full, { volume_id: volume }));
      await cancel(by, full);
    },
    check: (_bench, by, given) => expectEnded(by, given),
  },
  'a create': {
    prepare: (_bench, by) => filledVolume(bench, by),
    act: async (_bench, by, { volume }) => {
      const { id } = await bench.execute(by.createBackup(volume));
      await cancel(by, id);
    },
    check: async (_bench, by, { volume }) => {
      for (const { status, fail_reason } of belongingsOf(bench, by.project).backups) {
        const cancelled = `cancelled by user user-of-${by.project}`;
        expect({ status, fail_reason }).toEqual(
          status === 'available'
            ? { status, fail_reason: null }
            : { status: 'error', fail_reason: cancelled },
        );
        outcomes.add(status);
      }
      expect((await bench.volume(volume)).status).toBe('available');
    },
  },
};

it.each(Object.entries(cancels))(
  'the cancelling of %s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 7)).toBeGreaterThan(4);
  },
  180_000,
);

it('ended in both ways', () => {
  expect([...outcomes]).toEqual(expect.arrayContaining(['cancelled', 'completed', 'error', 'available']));
});
