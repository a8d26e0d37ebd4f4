import { join } from 'node:path';
import { startEmbeddedServer } from '../../src/drivers/event-log/embedded/server.js';
import { openEventLog } from '../../src/drivers/event-log/event-log.js';
import type { RecordedEvent } from '../../src/drivers/event-log/port.js';

/** Every event in the log of a service that is not running, in the global order. */
export const recordedEvents = async (dataDirectory: string): Promise<readonly RecordedEvent[]> => {
  const server = await startEmbeddedServer({ file: join(dataDirectory, 'events', 'event-log.sqlite') });
  const log = openEventLog({ connectionString: server.connectionString });
  try {
    const events: RecordedEvent[] = [];
    for await (const event of log.readAll()) events.push(event);
    return events;
  } finally {
    await log.close();
    await server.close();
  }
};

export const ofStream = (events: readonly RecordedEvent[], stream: string): readonly RecordedEvent[] =>
  events.filter((event) => event.stream === stream);

export const ofType = (events: readonly RecordedEvent[], type: string): readonly RecordedEvent[] =>
  events.filter((event) => event.type === type);

/** 1, 2, 3 … as far as the objects of a backup were recorded. */
export const objectIds = (events: readonly RecordedEvent[], backupId: string): readonly unknown[] =>
  ofStream(events, `backupData-${backupId}`).map(({ data }) => data['object_id']);

export const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

/** Nothing was recorded twice and no stream has a hole. */
export const expectSoundLog = (events: readonly RecordedEvent[]): void => {
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const next = new Map<string, bigint>();
  for (const { stream, revision } of events) {
    expect(`${stream}@${revision}`).toBe(`${stream}@${next.get(stream) ?? 0n}`);
    next.set(stream, revision + 1n);
  }
};
