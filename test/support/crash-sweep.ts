import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Requests } from './bench-requests.js';
import { expectOrder } from './bench-order.js';
import type { CommandBench } from './command-bench.js';
import type { Fault } from './faulty-event-log.js';
import { seededRandom } from './seeded-random.js';

/** An operation whose service dies at each of its appends in turn. */
export interface Scenario<Given> {
  /** What is there before. */
  prepare(bench: CommandBench, by: Requests): Promise<Given>;
  /** Sends the request. */
  act(bench: CommandBench, by: Requests, given: Given): Promise<unknown>;
  /** What has to be true afterwards, whether the request was recorded before the crash or not. */
  check(bench: CommandBench, by: Requests, given: Given): Promise<void>;
}

/** Runs the scenario once with the fault. Answers where it struck, or null when the operation needs fewer appends. */
const runOnce = async <G>(
  bench: CommandBench,
  scenario: Scenario<G>,
  fault: Fault,
  again: Fault | null,
): Promise<string | null> => {
  const by = new Requests(`project-${randomUUID()}`);
  const given = await scenario.prepare(bench, by);
  const { log } = bench.process;
  log.set(fault);
  const done = scenario.act(bench, by, given).then(() => bench.settle());
  const where = await Promise.race([log.struck, done.then(() => null)]);
  const places = [where ?? 'no fault'];
  try {
    if (where !== null) {
      await bench.crash(again ?? undefined);
      const second = await Promise.race([bench.process.log.struck, recovered(bench).then(() => null)]);
      if (second !== null) {
        places.push(second);
        await bench.crash();
        await recovered(bench);
      }
    }
    bench.process.log.set(null);
    await expectOrder(bench, by.project);
    await scenario.check(bench, by, given);
  } catch (error) {
    throw new Error(`after ${places.join(', then ')} (append ${fault.at}): ${String(error)}`, {
      cause: error,
    });
  }
  return where;
};

/** A few passes: what one gives back may make the next step due. */
const recovered = async (bench: CommandBench): Promise<void> => {
  for (let pass = 0; pass < 10; pass++) {
    // Claims of the very millisecond are not yet older than now.
    await sleep(2);
    await bench.reconcile();
    await bench.settle();
    if ((await bench.process.lookup.claimsBefore('9999')).length === 0) return;
  }
};

/**
 * Kills the service before and after each append of the operation, until it needs no more; every third time the service
 * that recovers is killed too. The same seed gives the same second crashes. Answers how many crashes it survived.
 */
export const crashEverywhere = async <G>(
  bench: CommandBench,
  scenario: Scenario<G>,
  seed: number,
): Promise<number> => {
  const random = seededRandom(seed);
  for (let at = 1; ; at++) {
    for (const when of ['before', 'after'] as const) {
      const again =
        random() < 1 / 3 ? ({ at: 1 + Math.floor(random() * 6), when, how: 'kill' } as const) : null;
      const where = await runOnce(bench, scenario, { at, when, how: 'kill' }, again);
      if (where === null) return at - 1;
    }
  }
};
