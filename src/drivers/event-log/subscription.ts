import {
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { errorKind } from './client-error.js';
import { Patience } from './patience.js';
import { comparePositions, type LogPosition, type RecordedEvent, type SubscribeOptions } from './port.js';
import { pull } from './pull.js';
import { ResolvedAnswer } from './read-answer.js';
import { isSystem, metIn, positionOf, toRecorded, type Met } from './recorded-event.js';

/** How far the server looks for a match before it reports back; its reports themselves are of no use to us. */
const SEARCH_WINDOW = 1024;
const REPORT_EVERY = 64;
/** Events that lie ready for the consumer; with the usual 16 a replay stops and goes all the time. */
const READ_AHEAD = 256;

/**
 * Events after a position for as long as nobody aborts. The server's subscriptions die with their connection; this
 * starts the next one behind the last event the consumer was given. The server's own checkpoints run ahead of the
 * consumer, so they are never used.
 * @param callTimeoutMs how long the server may take to confirm a subscription; a confirmed one may be silent for ever
 */
export async function* subscription(
  client: EventStoreDBClient,
  options: SubscribeOptions,
  callTimeoutMs: number,
): AsyncGenerator<RecordedEvent | 'caughtUp'> {
  const { signal } = options;
  const patience = new Patience('subscription', { forMs: Infinity, signal });
  let cursor = options.after;
  while (!signal.aborted) {
    let failure: unknown = new Error('the server ended the subscription');
    try {
      for await (const item of connection(client, cursor, options, callTimeoutMs)) {
        patience.progress();
        if (item === 'caughtUp') {
          yield item;
          continue;
        }
        const { position, event } = 'position' in item ? item : met(item);
        if (cursor && comparePositions(position, cursor) <= 0) continue;
        cursor = position;
        if (event && !isSystem(event)) yield event;
      }
    } catch (error) {
      if (errorKind(error) === 'other') throw error;
      failure = error;
    }
    if (!signal.aborted) await patience.wait(failure).catch(unlessAborted(signal));
  }
}

const unlessAborted =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (!signal.aborted) throw error;
  };

/** One subscription on the server, until it breaks. */
const connection = (
  client: EventStoreDBClient,
  after: LogPosition | undefined,
  options: SubscribeOptions,
  callTimeoutMs: number,
): AsyncGenerator<AllStreamResolvedEvent | Met | 'caughtUp'> => {
  const source = client.subscribeToAll(
    { fromPosition: after ?? START, filter: filterFor(options.streamPrefixes) },
    { highWaterMark: READ_AHEAD },
  );
  quicken(source as unknown as Converting);
  let idleMs = callTimeoutMs;
  source.on('confirmation', () => {
    idleMs = Infinity;
  });
  return pull(source, { signal: options.signal, idleMs: () => idleMs, cancel: () => source.unsubscribe() });
};

const met = (item: AllStreamResolvedEvent): Met => ({ position: positionOf(item), event: toRecorded(item) });

/** The part of the client's subscriptions that makes its events of what the server says. */
interface Converting {
  convertGrpcEvent(answer: unknown): unknown;
}

/** What is in the usual form need not become the client's event before it becomes ours. */
const quicken = (source: Converting): void => {
  const convert = source.convertGrpcEvent;
  source.convertGrpcEvent = (answer) =>
    (answer instanceof ResolvedAnswer ? metIn(answer.record) : undefined) ?? convert(answer);
};

const filterFor = (prefixes: readonly string[] | undefined) => {
  if (prefixes?.length === 0) throw new TypeError('a subscription to no stream at all');
  const window = { maxSearchWindow: SEARCH_WINDOW, checkpointInterval: REPORT_EVERY };
  return prefixes
    ? streamNameFilter({ ...window, prefixes: [...prefixes] })
    : streamNameFilter({ ...window, regex: '^[^$]' });
};
