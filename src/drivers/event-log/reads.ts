import {
  type AllStreamResolvedEvent,
  END,
  type EventStoreDBClient,
  type ReadRevision,
  type ResolvedEvent,
  START,
  type StreamingRead,
} from '@eventstore/db-client';
import type { CallSettings } from './call-settings.js';
import { errorKind } from './client-error.js';
import { closedError, Patience } from './patience.js';
import {
  comparePositions,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  StreamGone,
} from './port.js';
import { pull } from './pull.js';
import { isSystem, positionOf, toRecorded } from './recorded-event.js';

/** The events of one stream; a broken connection is taken up again where it broke. */
export async function* readStream(
  client: EventStoreDBClient,
  settings: CallSettings,
  stream: string,
  options: ReadOptions,
): AsyncGenerator<RecordedEvent> {
  const { direction = 'forwards', maxCount = Number.MAX_SAFE_INTEGER } = options;
  let from: ReadRevision = options.from ?? (direction === 'forwards' ? START : END);
  let left = maxCount;
  if (left <= 0) return;
  const open = () => client.readStream(stream, { direction, fromRevision: from, maxCount: left });
  for await (const item of persistently<ResolvedEvent>(settings, open, stream)) {
    const event = toRecorded(item);
    if (!event) continue;
    left -= 1;
    from = direction === 'forwards' ? event.revision + 1n : event.revision - 1n;
    yield event;
    if (left <= 0 || from < 0n) return;
  }
}

/**
 * The server cannot leave out system events from a read, so a limited one may have to ask again. They are rare, and each
 * list asks for the newest event: the first try asks for little more than it needs.
 */
const SMALLEST_PAGE = 1;
const LARGEST_PAGE = 1024;

/** Events of the whole log without the system's; a broken connection is taken up again where it broke. */
export async function* readAll(
  client: EventStoreDBClient,
  settings: CallSettings,
  { direction = 'forwards', after, maxCount = Infinity }: ReadAllOptions,
): AsyncGenerator<RecordedEvent> {
  const sign = direction === 'forwards' ? 1 : -1;
  let cursor = after;
  let left = maxCount;
  let page = Math.max(left, SMALLEST_PAGE) + 1;
  const open = () =>
    client.readAll({
      direction,
      fromPosition: cursor ?? (direction === 'forwards' ? START : END),
      ...(Number.isFinite(page) && { maxCount: page }),
    });
  while (left > 0) {
    let seen = 0;
    for await (const item of persistently<AllStreamResolvedEvent>(settings, open)) {
      seen += 1;
      const position = positionOf(item);
      // Forwards, the server begins with the event at the position itself.
      if (cursor && comparePositions(position, cursor) * sign <= 0) continue;
      cursor = position;
      const event = toRecorded(item);
      if (!event || isSystem(event)) continue;
      yield event;
      left -= 1;
      if (left <= 0) return;
    }
    if (seen < page) return;
    page = Math.min(page * 2, LARGEST_PAGE);
  }
}

/**
 * The items of a read, begun again by `open` whenever the connection breaks; `open` knows how far the consumer got.
 * A read never ends early without an error.
 */
async function* persistently<T>(
  settings: CallSettings,
  open: () => StreamingRead<T>,
  stream?: string,
): AsyncGenerator<T> {
  const what = `read of ${stream ?? 'the log'}`;
  const { retryForMs, callTimeoutMs, signal } = settings;
  const patience = new Patience(what, { forMs: retryForMs, signal });
  while (!signal.aborted) {
    try {
      const source = open();
      for await (const item of pull<T>(source, {
        signal,
        idleMs: () => callTimeoutMs,
        cancel: () => source.cancel(),
      })) {
        if (item === 'caughtUp') continue;
        patience.progress();
        yield item;
      }
      if (!signal.aborted) return;
    } catch (error) {
      const kind = errorKind(error);
      if (kind === 'not-found') return;
      if (kind === 'stream-gone' && stream !== undefined) throw new StreamGone(stream);
      if (kind !== 'retry') throw error;
      await patience.wait(error);
    }
  }
  throw closedError(what);
}
