import { randomUUID } from 'node:crypto';
import type { EventStore } from '../../src/drivers/event-log/embedded/event-store.js';
import type { ProposedEvent } from '../../src/drivers/event-log/embedded/stored-event.js';
import { synced } from '../synced.js';
import { logPath, openLogFile } from './log-file.js';
import type { EventTemplate, Names } from './recorded-life.js';

/** Events in one transaction; large ones are faster, but the memory they need is not the bench's business. */
const BATCH = 4096;

const eventFrom = (template: EventTemplate, names: Names): ProposedEvent => ({
  id: randomUUID(),
  type: template.type,
  json: true,
  data: Buffer.from(template.data(names)),
  metadata: Buffer.from(template.metadata(names)),
});

/** Writes the same life again and again under other names into the log of a service that does not run. */
export const writeHistory = async (
  dataDirectory: string,
  life: readonly EventTemplate[],
  names: Iterable<Names>,
): Promise<number> => {
  const store = await openLogFile(dataDirectory, true);
  try {
    return await appendLives(store, life, names);
  } finally {
    store.close();
    await synced(logPath(dataDirectory));
  }
};

const appendLives = async (
  store: EventStore,
  life: readonly EventTemplate[],
  names: Iterable<Names>,
): Promise<number> => {
  const last = new Map<string, number>();
  let written = 0;
  let pending: Promise<unknown>[] = [];
  for (const one of names) {
    for (const template of life) {
      const stream = template.stream(one);
      const revision = last.get(stream) ?? -1;
      const expected = revision < 0 ? 'no_stream' : revision;
      pending.push(accepted(store.append(stream, expected, [eventFrom(template, one)])));
      last.set(stream, revision + 1);
      written += 1;
    }
    if (pending.length < BATCH) continue;
    await Promise.all(pending);
    pending = [];
    // Only streams of projects are written by several lives, and there are few of them.
    for (const stream of last.keys()) if (!stream.startsWith('quota-')) last.delete(stream);
  }
  await Promise.all(pending);
  return written;
};

const accepted = async (append: ReturnType<EventStore['append']>): Promise<void> => {
  const { kind } = await append;
  if (kind !== 'written') throw new Error(`the log refused an event of the history: ${kind}`);
};
