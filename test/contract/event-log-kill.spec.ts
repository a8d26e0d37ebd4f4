import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '../../src/drivers/event-log/port.js';
import { startChildEventLog } from '../support/event-log.js';
import { seededRandom } from '../support/seeded-random.js';
import { collect, freshCategory, ids, samples } from './event-log.samples.js';

const WRITERS = 12;
const EVENTS_EACH = 250;
const TOTAL = WRITERS * EVENTS_EACH;
const KILLS = 10;

/** Give the seed of a failing run as TEST_SEED to run it again. */
const seed = Number(env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 32));

type Running = Awaited<ReturnType<typeof startChildEventLog>>;

describe(`the embedded event log, killed in the middle of ${TOTAL} appends (seed ${seed})`, () => {
  let running: Running;
  const restarts: string[] = [];
  beforeAll(async () => {
    running = await startChildEventLog({ log: (message) => restarts.push(message) });
  });
  afterAll(() => running?.close());

  it('loses nothing, doubles nothing, and every subscriber sees each event once', async () => {
    const { log, server } = running;
    const category = freshCategory();
    const written = Array.from({ length: WRITERS }, () => samples(EVENTS_EACH));
    const subscriber = watch(log, category);
    const killer = killAt(server, seededRandom(seed));

    const write = async (events: (typeof written)[number], index: number): Promise<void> => {
      for (const [n, event] of events.entries()) {
        const expected = n === 0 ? 'no_stream' : BigInt(n - 1);
        const { revision } = await log.append(`${category}-${index}`, expected, [event]);
        expect(revision).toBe(BigInt(n));
        killer.appended();
      }
    };
    await Promise.all(written.map(write));

    expect(await killer.kills()).toBe(KILLS);
    for (const [index, events] of written.entries()) {
      const stored = await collect(log.readStream(`${category}-${index}`));
      expect(stored.map((event) => event.revision)).toEqual(events.map((_event, n) => BigInt(n)));
      expect(ids(stored)).toEqual(ids(events));
    }
    const seen = await subscriber.until(TOTAL);
    const all = (await collect(log.readAll())).filter((event) => event.stream.startsWith(`${category}-`));
    expect(ids(seen)).toEqual(ids(all));
    expect(new Set(ids(seen)).size).toBe(TOTAL);
    expect(restarts.filter((message) => message.includes('SIGKILL'))).toHaveLength(KILLS);
  }, 120_000);
});

/** Kills the server each time one of `KILLS` random numbers of appends has been reached. */
const killAt = (server: Running['server'], random: () => number) => {
  const points = Array.from({ length: KILLS }, () => Math.floor(random() * TOTAL * 0.9) + 1).sort(
    (a, b) => a - b,
  );
  let count = 0;
  let chain = Promise.resolve();
  let kills = 0;
  const kill = async (): Promise<void> => {
    let { pid } = server;
    for (; pid === undefined; { pid } = server) await sleep(5);
    process.kill(pid, 'SIGKILL');
    kills += 1;
    while (server.pid === pid) await sleep(5);
  };
  return {
    appended(): void {
      count += 1;
      while (points[0] !== undefined && points[0] <= count) {
        points.shift();
        chain = chain.then(kill);
      }
    },
    kills: async (): Promise<number> => {
      await chain;
      return kills;
    },
  };
};

/** A consumer that was there before the first event and stays through every restart. */
const watch = (log: EventLog, category: string) => {
  const ending = new AbortController();
  const seen: { id: string }[] = [];
  const consuming = (async () => {
    for await (const item of log.subscribe({ streamPrefixes: [`${category}-`], signal: ending.signal })) {
      if (item !== 'caughtUp') seen.push(item);
    }
  })();
  return {
    /** Waits for `count` events, and a little longer for any that should not be there. */
    until: async (count: number): Promise<{ id: string }[]> => {
      for (let waited = 0; seen.length < count && waited < 10_000; waited += 20) await sleep(20);
      await sleep(100);
      ending.abort();
      await consuming;
      return seen;
    },
  };
};
