import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Requests } from './bench-requests.js';
import { expectOrder } from './bench-order.js';
import type { CommandBench } from './command-bench.js';
import type { Fault } from './faulty-event-log.js';
import { seededRandom } from './seeded-random.js';

/** An operation whose service dies at each of its appends in turn. */
export interface Scenario<Given> {
  /** Makes what is there before: once for all crashes, or before each of them when the operation uses it up. */
  prepare(bench: CommandBench, by: Requests): Promise<Given>;
  readonly usesUp?: boolean;
  /** Sends the request. */
  act(bench: CommandBench, by: Requests, given: Given): Promise<unknown>;
  /** What has to be true afterwards, whether the request was recorded before the crash or not. */
  check(bench: CommandBench, by: Requests, given: Given): Promise<void>;
}

interface Prepared<G> {
  readonly by: Requests;
  readonly given: G;
}

const prepared = async <G>(bench: CommandBench, scenario: Scenario<G>): Promise<Prepared<G>> => {
  const by = new Requests(`project-${randomUUID()}`);
  return { by, given: await scenario.prepare(bench, by) };
};

/** The operation with the first fault, and its recovery with the second. Answers where they struck. */
const struckAt = async <G>(
  bench: CommandBench,
  scenario: Scenario<G>,
  { by, given }: Prepared<G>,
  [fault, again]: readonly [Fault, Fault | null],
): Promise<readonly string[]> => {
  const { log } = bench.process;
  log.set(fault);
  const done = scenario.act(bench, by, given).then(() => bench.settle());
  const first = await Promise.race([log.struck, done.then(() => null)]);
  log.set(null);
  if (first === null) return [];
  await bench.crash(again);
  const second = await Promise.race([bench.process.log.struck, recovered(bench).then(() => null)]);
  bench.process.log.set(null);
  if (second === null) return [first];
  await bench.crash();
  await recovered(bench);
  return [first, second];
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
 * that recovers is killed too. The same seed gives the same second crashes. Answers how many appends there were.
 */
export const crashEverywhere = async <G>(
  bench: CommandBench,
  scenario: Scenario<G>,
  seed: number,
  /** What has to be true of all that the project has. */
  order: (bench: CommandBench, project: string) => Promise<void> = expectOrder,
): Promise<number> => {
  const random = seededRandom(seed);
  let start = await prepared(bench, scenario);
  for (let at = 1; ; at++) {
    for (const when of ['before', 'after'] as const) {
      const again =
        random() < 1 / 3 ? ({ at: 1 + Math.floor(random() * 6), when, how: 'kill' } as const) : null;
      if (scenario.usesUp === true) start = await prepared(bench, scenario);
      let places: readonly string[] = [];
      try {
        places = await struckAt(bench, scenario, start, [{ at, when, how: 'kill' }, again]);
        await order(bench, start.by.project);
        await scenario.check(bench, start.by, start.given);
      } catch (error) {
        throw new Error(`append ${at}, ${places.join(', then ')}: ${String(error)}`, { cause: error });
      }
      if (places.length === 0) return at - 1;
    }
  }
};
