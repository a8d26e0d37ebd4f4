import { belongingsOf } from '../support/bench-order.js';
import {
  filledVolume,
  firstBytes,
  secondBytes,
  withFull,
  withSnapshot,
  type Given,
} from '../support/bench-givens.js';
import type { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const verified = new Set<string>();

/** Every backup is available and holds its bytes: an accepted request is carried out, crash or not. */
const expectBackups = async (by: Requests, { full }: Given, bytes: Buffer): Promise<void> => {
  for (const { id, status } of belongingsOf(bench, by.project).backups) {
    expect(status).toBe('available');
    if (verified.has(id)) continue;
    verified.add(id);
    expect((await bench.stored(id)).equals(id === full ? firstBytes : bytes)).toBe(true);
  }
};

const backups: Record<string, Scenario<Given>> = {
  'a full backup': {
    prepare: (_bench, by) => filledVolume(bench, by),
    act: (_bench, by, { volume }) => bench.execute(by.createBackup(volume)),
    check: (_bench, by, given) => expectBackups(by, given, firstBytes),
  },
  'an incremental backup': {
    usesUp: true,
    prepare: (_bench, by) => withFull(bench, by),
    act: (_bench, by, { volume }) => bench.execute(by.createBackup(volume, { incremental: true })),
    check: (_bench, by, given) => expectBackups(by, given, secondBytes),
  },
  'a backup of a snapshot': {
    prepare: (_bench, by) => withSnapshot(bench, by),
    act: (_bench, by, { volume, snapshot }) =>
      bench.execute(by.createBackup(volume, { snapshot_id: snapshot })),
    check: (_bench, by, given) => expectBackups(by, given, firstBytes),
  },
  'a backup that is cancelled by a forced deletion': {
    prepare: (_bench, by) => filledVolume(bench, by),
    act: async (_bench, by, { volume }) => {
      const { id } = await bench.execute(by.createBackup(volume));
      return bench.execute(by.deleteBackup(id, true));
    },
    check: async (_bench, by, { volume }) => {
      // Cut off before the deletion was recorded, it is made; whichever comes, the volume is free.
      for (const { status } of belongingsOf(bench, by.project).backups) expect(status).toBe('available');
      expect((await bench.volume(volume)).status).toBe('available');
    },
  },
  'the deletion of a backup': {
    usesUp: true,
    prepare: (_bench, by) => withFull(bench, by),
    act: (_bench, by, { full }) => bench.execute(by.deleteBackup(full)),
    check: async (_bench, _by, { full }) => {
      expect((await bench.backup(full)).status).toMatch(/^(available|deleted)$/);
    },
  },
};

it('a full backup whose objects are recorded in one append', async () => {
  const scenario: Scenario<Given> = {
    prepare: (_bench, by) => filledVolume(bench, by),
    act: (_bench, by, { volume }) => bench.execute(by.createBackup(volume)),
    async check(_bench, by, given) {
      await expectBackups(by, given, firstBytes);
      for (const { id } of belongingsOf(bench, by.project).backups) {
        const commands = (await bench.events(`backupData-${id}`)).map(
          ({ metadata }) => metadata['commandId'],
        );
        expect([commands.length, new Set(commands).size]).toEqual([2, 1]);
      }
    },
  };
  bench.objectsTogether = true;
  try {
    expect(await crashEverywhere(bench, scenario, 4)).toBeGreaterThan(4);
  } finally {
    bench.objectsTogether = false;
  }
}, 180_000);

it.each(Object.entries(backups))(
  '%s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 3)).toBeGreaterThan(4);
  },
  180_000,
);
