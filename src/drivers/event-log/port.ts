/**
 * The event log: append-only streams with optimistic concurrency, one global order, catch-up subscriptions.
 * The contract suite (test/contract/event-log.contract.ts) enforces every sentence below.
 */

/** What a stream must look like for an append to be accepted: empty, or ending at exactly this revision. */
export type ExpectedRevision = 'no_stream' | bigint;

/** A place in the global order. Compare with {@link comparePositions}; never do arithmetic on it. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** Negative, zero or positive as `a` lies before, at or after `b`. */
export const comparePositions = (a: LogPosition, b: LogPosition): number => {
  if (a.commit !== b.commit) return a.commit < b.commit ? -1 : 1;
  if (a.prepare !== b.prepare) return a.prepare < b.prepare ? -1 : 1;
  return 0;
};

export interface NewEvent {
  /** Deterministic UUID: appending the same id again at the same revision is the same event, not a second one. */
  readonly id: string;
  readonly type: string;
  /** JSON object; int64 as decimal text. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  /** Number of the event in its stream, from 0. */
  readonly revision: bigint;
  readonly position: LogPosition;
  /** When the log recorded it. */
  readonly created: Date;
}

export interface AppendResult {
  /** Revision of the last event of this append. */
  readonly revision: bigint;
  /** Absent when the log recognised a retry and could not tell where the first try went. */
  readonly position?: LogPosition;
  /** When the log recorded the events, all of them at once; absent where it does not tell, and for a recognised retry. */
  readonly created?: Date;
}

/** What is appended to one stream. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

export interface ReadOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** First revision to read; the start (forwards) or the end (backwards) when absent. */
  readonly from?: bigint;
  readonly maxCount?: number;
}

export interface ReadAllOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** Read only what lies beyond this position, in reading direction. */
  readonly after?: LogPosition;
  readonly maxCount?: number;
}

export interface SubscribeOptions {
  /** Deliver only what lies after this position; everything when absent. */
  readonly after?: LogPosition;
  /** Only events of streams whose name begins with one of these. System streams (`$…`) are never delivered. */
  readonly streamPrefixes?: readonly string[];
  /** Ends the subscription. */
  readonly signal: AbortSignal;
}

export interface EventLog {
  /**
   * Appends all of `events` to one stream, or none. Durable when it resolves. Retries by itself while the log is
   * unavailable, with the same event ids at the same revision, so an unknown outcome becomes a known one.
   * @throws WrongExpectedRevision the stream does not end where the caller thought
   * @throws StreamGone the stream was tombstoned
   * @throws EventTooLarge the append exceeds the log's limit (1 MiB)
   * @throws EventLogUnavailable the log did not answer within the time allowed for retries
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;

  /**
   * All of these appends in their order, or none: one transaction. A stream may come again; what is expected then is where the
   * append before has left it. Absent where the log cannot do that. Tried again as {@link append} is.
   * @throws as {@link append}, of the first one that is refused; then none was made
   */
  appendAll?(appends: readonly StreamAppend[]): Promise<readonly AppendResult[]>;

  /**
   * The events of one stream in order; none when it does not exist. A read that breaks off is resumed where it was; it
   * never ends early without an error. May be left at any time.
   * @throws StreamGone, EventLogUnavailable
   */
  readStream(stream: string, options?: ReadOptions): AsyncIterable<RecordedEvent>;

  /**
   * Events of all streams in the global order, as of when the read reaches its end. System events and what others may
   * have written that is no JSON object are left out and do not count; `after` is exclusive in both directions.
   * @throws EventLogUnavailable
   */
  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /** Position of the newest event that {@link readAll} would give, or undefined in an empty log. */
  head(): Promise<LogPosition | undefined>;

  /**
   * Events in the global order, first the past and then each new one, until `signal` aborts. Revives itself after a
   * lost connection from the last event the consumer took, without a gap and without a repeat. `caughtUp` is yielded
   * when the past is exhausted, in its place among the events and possibly more than once. A slow consumer slows only
   * itself down. While the log is away it waits, for ever if need be.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | 'caughtUp'>;

  /**
   * Ends subscriptions quietly; reads that are not finished and appends that have to be tried again fail with
   * EventLogUnavailable, and so does every later call.
   */
  close(): Promise<void>;
}

/** The stream ends elsewhere: somebody else appended. `actual` is where it ends. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`stream ${stream} was expected to end at ${expected}, but ends at ${actual}`);
  }
}

/** The stream was tombstoned and can never be written again. */
export class StreamGone extends Error {
  override readonly name = 'StreamGone';
  constructor(readonly stream: string) {
    super(`stream ${stream} is gone for good`);
  }
}

/** The append is larger than the log takes in one piece. */
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}

/** No answer in time; for an append the outcome is unknown until it is retried with the same ids. */
export class EventLogUnavailable extends Error {
  override readonly name = 'EventLogUnavailable';
  readonly code = 'EventLogUnavailable';
}
