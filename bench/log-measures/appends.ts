import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type * as EventLogModule from '../../src/drivers/event-log/event-log.js';
import type { EventLog } from '../../src/drivers/event-log/port.js';
import { type Bench, inRuns } from '../bench.js';
import { built } from '../built.js';
import { lower } from '../limits/lower.js';
import { figuresOf, type Limit, type Line, line } from '../report.js';
import { Service } from '../service.js';
import { latency } from '../statistics.js';

const atOnce = [1, 16, 64];
/** About what an event of a backup weighs. */
const EVENT_BYTES = 1024;
const data = { filler: 'x'.repeat(EVENT_BYTES / 2) };
const metadata = { filler: 'y'.repeat(EVENT_BYTES / 2) };

const units = { rate: '1/s', p50: 'ms', p99: 'ms' } as const;

/** Connects the service's own adapter to a log that runs in a process of its own. */
export const connected = async (log: Service): Promise<EventLog> => {
  const { openEventLog } = await built<typeof EventLogModule>('drivers/event-log/event-log.js');
  return openEventLog({ connectionString: log.url });
};

/** Appends of one event, so many waiting for their answers at any time, each on a stream of its own. */
const measure = async (
  log: EventLog,
  count: number,
  seconds: number,
): Promise<Readonly<Record<keyof typeof units, number>>> => {
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const one = async (): Promise<void> => {
    const stream = `sample-${randomUUID()}`;
    let expected: 'no_stream' | bigint = 'no_stream';
    while (performance.now() < end) {
      const asked = performance.now();
      const event = { id: randomUUID(), type: 'Sample', data, metadata };
      expected = (await log.append(stream, expected, [event])).revision;
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: count }, one));
  return { ...latency(times), rate: (times.length * 1000) / (performance.now() - began) };
};

/** Each of those who wait needs one sync, which they may share, and one question and answer. */
const limitOf = async ({ limits }: Bench, count: number): Promise<Limit> => {
  const sync = await limits.sync();
  const synced = { name: `${count} for each synced write`, value: (count * 1000) / sync.value, unit: '1/s' };
  return lower(synced, await limits.http(EVENT_BYTES, count));
};

export const appendLines = async (bench: Bench): Promise<readonly Line[]> => {
  const dataDirectory = join(bench.directory, 'appends');
  const service = await Service.start({
    dataDirectory,
    options: { roles: 'eventlog' },
    profile: bench.options.profile,
  });
  const log = await connected(service);
  try {
    const lines: Line[] = [];
    for (const count of atOnce) {
      bench.note(`appends, ${count} at once`);
      const { seconds } = bench.options;
      await measure(log, count, seconds / 4);
      const runs = await inRuns(bench, () => measure(log, count, seconds));
      const limit = await limitOf(bench, count);
      lines.push(line(`appends, ${count} at once`, figuresOf(units, runs), limit, { main: 'rate' }));
    }
    return lines;
  } finally {
    await log.close();
    await service.remove();
  }
};
