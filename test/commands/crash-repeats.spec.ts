import { randomUUID } from 'node:crypto';
import type { Command } from '@nestjs/cqrs';
import { DomainError } from '../../src/domain/shared/errors.js';
import { filledVolume, withFull, type Given } from '../support/bench-givens.js';
import { withKey } from '../support/bench-keys.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';
import { eventually } from '../support/eventually.js';
import type { Fault } from '../support/faulty-event-log.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

interface Repeated {
  readonly prepare: (by: Requests) => Promise<Given>;
  readonly request: (by: Requests, given: Given) => Command<unknown>;
  /** How many volumes, snapshots and backups there are afterwards, however often it was sent. */
  readonly leaves: readonly [volumes: number, snapshots: number, backups: number];
}

const nothing = async (): Promise<Given> => ({ volume: '', snapshot: '', full: '' });
const filled = (by: Requests): Promise<Given> => filledVolume(bench, by);
const full = (by: Requests): Promise<Given> => withFull(bench, by);

const repeated: Record<string, Repeated> = {
  'a volume': { prepare: nothing, request: (by) => by.createVolume(), leaves: [1, 0, 0] },
  'a snapshot': {
    prepare: filled,
    request: (by, { volume }) => by.createSnapshot(volume),
    leaves: [1, 1, 0],
  },
  'a backup': { prepare: filled, request: (by, { volume }) => by.createBackup(volume), leaves: [1, 0, 1] },
  'an incremental backup': {
    prepare: full,
    request: (by, { volume }) => by.createBackup(volume, { incremental: true }),
    leaves: [1, 0, 2],
  },
  'a restore in place': {
    prepare: full,
    request: (by, given) => by.restore(given.full, { volume_id: given.volume }),
    leaves: [1, 0, 1],
  },
  'a restore to a new volume': {
    prepare: full,
    request: (by, given) => by.restore(given.full),
    leaves: [2, 0, 1],
  },
  'a volume from a backup': {
    prepare: full,
    request: (by, given) => by.createVolume({ backup_id: given.full }),
    leaves: [2, 0, 1],
  },
};

/** The service dies there; true when it did before it had answered. */
const diesAt = async (fault: Fault, request: Command<unknown>): Promise<boolean> => {
  const { log } = bench.process;
  log.set(fault);
  const answered = bench.execute(request).then(() => null);
  const struck = await Promise.race([log.struck, answered]);
  log.set(null);
  // An append of the worker may still be under way, with the fault that was meant for the request.
  if (struck === null) await Promise.race([log.struck, bench.settle()]);
  if (log.killed) await bench.crash();
  return struck !== null;
};

/** As a client does that never heard an answer: it goes on until it hears one. */
const untilAnswered = async (request: () => Command<unknown>): Promise<unknown> => {
  const answers: unknown[] = [];
  await eventually(async () => void answers.push(await bench.execute(request())));
  return answers[0];
};

/** The service that comes up gives back what the dead one held, while the request arrives again. */
const expectMadeOnce = async (fault: Fault, { prepare, request, leaves }: Repeated): Promise<boolean> => {
  const project = `project-${randomUUID()}`;
  const given = await prepare(new Requests(project));
  const keyed = (): Command<unknown> => request(withKey(project, 'k'), given);
  const died = await diesAt(fault, keyed());
  const again = await untilAnswered(keyed);
  await bench.settle();
  await eventually(async () => {
    await bench.reconcile();
    expect(await bench.process.lookup.claimsBefore('9999')).toEqual([]);
  });
  await bench.settle();
  expect(await bench.execute(keyed())).toEqual(again);
  await expectOrder(bench, project);
  const { volumes, snapshots, backups } = belongingsOf(bench, project);
  expect([volumes, snapshots, backups].map(({ length }) => length)).toEqual(leaves);
  return died;
};

it.each(Object.entries(repeated))(
  '%s is made once, wherever the service died before it answered',
  async (_name, one) => {
    let at = 1;
    for (let died = true; died; at += 1) {
      died = await expectMadeOnce({ at, when: 'before', how: 'kill' }, one);
      if (died) await expectMadeOnce({ at, when: 'after', how: 'kill' }, one);
    }
    expect(at).toBeGreaterThan(3);
  },
  120_000,
);

it('is told to wait while the first one may still be at work', async () => {
  const by = new Requests('still-at-work');
  const { volume } = await filledVolume(bench, by);
  const keyed = withKey(by.project, 'k');
  bench.process.log.set({ at: 1, when: 'after', how: 'fail' });
  await expect(bench.execute(keyed.createBackup(volume))).rejects.toThrow('fail after');
  bench.process.log.set(null);
  await expect(bench.execute(keyed.createBackup(volume))).rejects.toEqual(
    new DomainError(
      'ResourceConflict',
      'A request with this Idempotency-Key is still at work; send it again in a moment.',
    ),
  );
  await bench.reconcile();
  await bench.execute(keyed.createBackup(volume));
  await bench.settle();
  await expectOrder(bench, by.project);
  expect(belongingsOf(bench, by.project).backups.length).toBe(1);
}, 20_000);
