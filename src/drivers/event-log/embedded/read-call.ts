import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { eventBytes } from './event-bytes.js';
import { toEventFilter } from './event-filter.js';
import { allSource, BEFORE_ALL, BEHIND_ALL, type EventSource, streamSource } from './event-source.js';
import type { EventStore } from './event-store.js';
import { clamp, notFoundMessage, streamName } from './messages.js';
import { Outlet } from './outlet.js';
import type { ReadAnswer, Streams } from './protocol.js';
import { invalidArgument, storeFailure, streamDeleted } from './service-errors.js';
import { follow } from './subscription-call.js';

type ReadServerCall = ServerWritableStream<Streams.ReadReq, ReadAnswer>;
type Options = Streams.ReadReq.Options;

/** Streams/Read: reads and subscriptions, of one stream or of the whole log. */
export const readCall =
  (store: EventStore) =>
  (call: ReadServerCall): void => {
    const outlet = new Outlet(call);
    const options = call.request.getOptions();
    if (!options) return outlet.fail(invalidArgument('Read options are needed.'));
    let plan: Plan;
    try {
      plan = toPlan(store, options);
    } catch (error) {
      return outlet.fail(invalidArgument(error instanceof Error ? error.message : String(error)));
    }
    const done = options.hasSubscription()
      ? follow(store, plan.source, plan.after, plan.stream, outlet)
      : readOnce(plan, outlet);
    done.catch((error: unknown) => outlet.fail(storeFailure(error)));
  };

interface Plan {
  readonly source: EventSource;
  /** Set when one stream is read. */
  readonly stream: string | undefined;
  readonly after: number;
  readonly backwards: boolean;
  readonly limit: number;
}

const toPlan = (store: EventStore, options: Options): Plan => {
  const stream = options.hasStream() ? streamName(options.getStream()?.getStreamIdentifier()) : undefined;
  const source =
    stream === undefined ? allSource(store, toEventFilter(options.getFilter())) : streamSource(store, stream);
  const backwards = options.getReadDirection() === 1;
  return {
    source,
    stream,
    backwards,
    after: placeBefore(options, source, backwards),
    limit: options.hasCount() ? clamp(options.getCount()) : BEHIND_ALL,
  };
};

/**
 * Where the walk starts, exclusively. A read includes the revision or position it names, except backwards from a
 * position; a subscription begins after it.
 */
const placeBefore = (options: Options, source: EventSource, backwards: boolean): number => {
  const live = options.hasSubscription();
  const origin = options.getStream() ?? options.getAll();
  if (!origin || origin.hasStart()) return backwards ? 0 : BEFORE_ALL;
  if (origin.hasEnd()) return live ? source.end() : BEHIND_ALL;
  const named = namedPlace(options);
  if (live) return named;
  if (backwards) return options.hasAll() ? named : named + 1;
  return named - 1;
};

const namedPlace = (options: Options): number =>
  clamp(options.getAll()?.getPosition()?.getCommitPosition() ?? options.getStream()?.getRevision() ?? '0');

const readOnce = async (plan: Plan, outlet: Outlet): Promise<void> => {
  let { after, limit: left } = plan;
  while (left > 0 && !outlet.gone) {
    const page = plan.source.page(after, plan.backwards, left);
    if (page === 'gone') return outlet.fail(streamDeleted(plan.stream ?? ''));
    if (page === 'not_found') {
      outlet.send(notFoundMessage(plan.stream ?? ''));
      break;
    }
    for (const event of page.events) {
      if (!outlet.send(eventBytes(event))) await outlet.drained();
      if (outlet.gone) return;
    }
    left -= page.events.length;
    if (page.next === undefined) break;
    after = page.next;
    // Lets appends in between the pages of a long read.
    await nextTurn();
  }
  outlet.end();
};
