import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { belongingsOf } from '../support/bench-order.js';
import { withFull, type Given } from '../support/bench-givens.js';
import type { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere, type Scenario } from '../support/crash-sweep.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

/** Every verification that was begun has this end, and the backup's history tells of as many as it was asked for. */
const expectEnds = async (by: Requests, backupId: string, ends: readonly string[]): Promise<void> => {
  const { verifications } = belongingsOf(bench, by.project);
  for (const { outcome } of verifications) expect(ends).toContain(outcome);
  const events = await bench.events(`backup-${backupId}`);
  const told = events.filter(({ type }) => type === 'BackupVerified');
  const started = events.filter(({ type }) => type === 'BackupVerificationStarted');
  expect(told.map(({ data }) => data['verification_id'])).toEqual(
    started.map(({ data }) => data['verification_id']),
  );
  const results = told.filter(({ data }) => data['outcome'] !== 'abandoned');
  expect(results.map(({ data }) => [data['verification_id'], data['outcome']]).sort()).toEqual(
    verifications.map(({ id, outcome }) => [id, outcome]).sort(),
  );
};

const verifications: Record<string, Scenario<Given>> = {
  'a verification': {
    prepare: (_bench, by) => withFull(bench, by),
    act: (_bench, by, { full }) => bench.execute(by.verify(full)),
    check: (_bench, by, { full }) => expectEnds(by, full, ['passed']),
  },
  'a verification that finds damage': {
    prepare: async (_bench, by) => {
      const given = await withFull(bench, by);
      const { container, service_metadata } = await bench.backup(given.full);
      await unlink(join(bench.directory, 'backups', container ?? '', `${service_metadata}-00002`));
      return given;
    },
    act: (_bench, by, { full }) => bench.execute(by.verify(full)),
    check: (_bench, by, { full }) => expectEnds(by, full, ['damaged']),
  },
  'a delete during a verification': {
    usesUp: true,
    prepare: (_bench, by) => withFull(bench, by),
    act: async (_bench, by, { full }) => {
      bench.process.backupFaults.run('verify', () => bench.execute(by.deleteBackup(full)));
      await bench.execute(by.verify(full));
    },
    check: (_bench, by, { full }) => expectEnds(by, full, ['passed', 'cancelled']),
  },
};

it.each(Object.entries(verifications))(
  '%s',
  async (_name, scenario) => {
    expect(await crashEverywhere(bench, scenario, 7)).toBeGreaterThan(4);
  },
  180_000,
);
