import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, type StreamMetadata } from '@eventstore/db-client';
import type { EventLog, LogPosition, NewEvent, RecordedEvent } from '../../src/drivers/event-log/port.js';

/** A category nobody else uses: stream names of one case never meet those of another, or of another run. */
export const freshCategory = (): string => `t${randomUUID().replaceAll('-', '')}`;
export const freshStream = (): string => `${freshCategory()}-1`;

export const sample = (data: Record<string, unknown> = {}, over: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'SampleRecorded',
  data,
  metadata: { $correlationId: randomUUID() },
  ...over,
});

export const samples = (count: number, start = 0): NewEvent[] =>
  Array.from({ length: count }, (_, index) => sample({ n: start + index }));

/** Appends to a new stream one event after the other, so that each has a commit of its own. */
export const fill = async (log: EventLog, stream: string, events: readonly NewEvent[]): Promise<void> => {
  let expected: 'no_stream' | bigint = 'no_stream';
  for (const event of events) expected = (await log.append(stream, expected, [event])).revision;
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

export const ids = (events: readonly Pick<NewEvent, 'id'>[]): string[] => events.map((event) => event.id);

/** The events up to the first `caughtUp` after at least `count` of them. */
export const collectLive = async (
  items: AsyncIterable<RecordedEvent | 'caughtUp'>,
  count: number,
): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const item of items) {
    if (item !== 'caughtUp') events.push(item);
    if (events.length >= count) break;
  }
  return events;
};

/** Where the log ended when asked; cases in a shared log look only at what comes after. */
export const endOf = async (log: EventLog): Promise<LogPosition> => {
  const stream = freshStream();
  await log.append(stream, 'no_stream', [sample()]);
  const head = await log.head();
  if (!head) throw new Error('a log that was written to has no head');
  return head;
};

/** Does with a client of its own what the port has no method for. */
export const withClient = async <T>(
  connectionString: string,
  act: (client: EventStoreDBClient) => Promise<T>,
): Promise<T> => {
  const client = EventStoreDBClient.connectionString(connectionString);
  try {
    return await act(client);
  } finally {
    await client.dispose();
  }
};

export const tombstone = (connectionString: string, stream: string): Promise<unknown> =>
  withClient(connectionString, (client) => client.tombstoneStream(stream));

export const setMetadata = (
  connectionString: string,
  stream: string,
  metadata: StreamMetadata,
): Promise<unknown> => withClient(connectionString, (client) => client.setStreamMetadata(stream, metadata));
