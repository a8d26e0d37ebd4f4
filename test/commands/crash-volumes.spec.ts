import { belongingsOf } from '../support/bench-order.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';
import { SeededBytes } from '../support/generated-volume.js';
import { SMALL_GIB } from '../support/small-volumes.js';
import type { Requests } from '../support/bench-requests.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const bytes = new SeededBytes(7).next('random', SMALL_GIB);

const filledVolume = async (by: Requests): Promise<string> => {
  const { id } = await bench.execute(by.createVolume());
  await bench.settle();
  await bench.write(id, bytes);
  return id;
};
const snapshotOf = async (by: Requests, volumeId: string): Promise<string> => {
  const { id } = await bench.execute(by.createSnapshot(volumeId));
  await bench.settle();
  return id;
};

/** Every other volume the project has now is a copy of the one with the bytes. */
const copiesAreWhole = async (by: Requests, source: string): Promise<void> => {
  for (const { id, status } of belongingsOf(bench, by.project).volumes) {
    expect(status).toBe('available');
    if (id !== source) expect((await bench.bytes(id)).equals(bytes)).toBe(true);
  }
};

const scenarios: Record<string, Scenario<string>> = {
  'a new volume': {
    prepare: async () => '',
    act: (_bench, by) => bench.execute(by.createVolume()),
    check: async (_bench, by) => {
      for (const { status } of belongingsOf(bench, by.project).volumes) expect(status).toBe('available');
    },
  },
  'a volume from a snapshot': {
    prepare: async (_bench, by) => {
      const volume = await filledVolume(by);
      return `${volume} ${await snapshotOf(by, volume)}`;
    },
    act: (_bench, by, given) => bench.execute(by.createVolume({ snapshot_id: given.split(' ')[1] ?? '' })),
    check: (_bench, by, given) => copiesAreWhole(by, given.split(' ')[0] ?? ''),
  },
  'a volume from a volume': {
    prepare: (_bench, by) => filledVolume(by),
    act: (_bench, by, volume) => bench.execute(by.createVolume({ source_volid: volume })),
    check: (_bench, by, volume) => copiesAreWhole(by, volume),
  },
  'a snapshot': {
    prepare: (_bench, by) => filledVolume(by),
    act: (_bench, by, volume) => bench.execute(by.createSnapshot(volume)),
    check: async (_bench, by) => {
      for (const { status } of belongingsOf(bench, by.project).snapshots) expect(status).toBe('available');
    },
  },
  'an extension': {
    usesUp: true,
    prepare: (_bench, by) => filledVolume(by),
    act: (_bench, by, volume) => bench.execute(by.extend(volume, 3)),
    check: async (_bench, _by, id) => {
      const { status, size } = await bench.volume(id);
      expect(status).toBe('available');
      expect((await bench.bytes(id)).length).toBe(size * SMALL_GIB);
      expect((await bench.bytes(id)).subarray(0, SMALL_GIB).equals(bytes)).toBe(true);
    },
  },
  'a revert': {
    usesUp: true,
    prepare: async (_bench, by) => {
      const volume = await filledVolume(by);
      const snapshot = await snapshotOf(by, volume);
      await bench.write(volume, Buffer.alloc(SMALL_GIB, 'later'));
      return `${volume} ${snapshot}`;
    },
    act: (_bench, by, given) => {
      const [volume = '', snapshot = ''] = given.split(' ');
      return bench.execute(by.revert(volume, snapshot));
    },
    check: async (_bench, _by, given) => {
      const [volume = '', snapshot = ''] = given.split(' ');
      expect((await bench.volume(volume)).status).toBe('available');
      expect((await bench.snapshot(snapshot)).status).toBe('available');
      const reverted = (await bench.types(`volume-${volume}`)).includes('VolumeReverted');
      expect((await bench.bytes(volume)).equals(bytes)).toBe(reverted);
    },
  },
  'the deletion of a snapshot': {
    usesUp: true,
    prepare: async (_bench, by) => snapshotOf(by, await filledVolume(by)),
    act: (_bench, by, snapshot) => bench.execute(by.deleteSnapshot(snapshot)),
    check: async (_bench, _by, id) => {
      expect((await bench.snapshot(id)).status).toMatch(/^(available|deleted)$/);
    },
  },
  'the deletion of a volume with its snapshots': {
    usesUp: true,
    prepare: async (_bench, by) => {
      const volume = await filledVolume(by);
      await snapshotOf(by, volume);
      await snapshotOf(by, volume);
      return volume;
    },
    act: (_bench, by, volume) => bench.execute(by.deleteVolume(volume, { cascade: true })),
    check: async (_bench, by, id) => {
      const { status } = await bench.volume(id);
      expect(status).toMatch(/^(available|deleted)$/);
      const { snapshots } = belongingsOf(bench, by.project);
      expect(snapshots.length).toBe(status === 'deleted' ? 0 : 2);
    },
  },
};

it.each(Object.entries(scenarios))(
  '%s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 2)).toBeGreaterThan(3);
  },
  180_000,
);
