import {
  EventLogUnavailable,
  type AppendResult,
  type EventLog,
  type ExpectedRevision,
  type LogPosition,
  type NewEvent,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type StreamAppend,
  type SubscribeOptions,
} from '../../src/drivers/event-log/port.js';

/** What goes wrong at an append: before it reaches the log, or when it is durable but nobody knows. */
export interface Fault {
  /** The n-th append from now on, from 1. */
  readonly at: number;
  readonly when: 'before' | 'after';
  /** `fail`: the log is away for this call. `kill`: the process is gone. */
  readonly how: 'fail' | 'kill';
}

const textOf = ({ stream, events }: StreamAppend): string =>
  `${stream}: ${events.map(({ type }) => type).join(', ')}`;

const never = new Promise<never>(() => undefined);

/**
 * The event log as one process sees it, with a fault at a chosen append. Once killed nothing answers any more and no
 * subscription delivers: for the log it is as if the process had ended there.
 */
export class FaultyEventLog implements EventLog {
  /** The appends since the fault was set, as `volume-<id>: VolumeCreated`; those that are made together are one. */
  readonly appends: string[] = [];
  private fault: Fault | null = null;
  private interjection: { readonly append: RegExp; readonly work: () => Promise<void> } | null = null;
  private readonly end = new AbortController();
  private happened = Promise.withResolvers<string>();

  readonly appendAll: EventLog['appendAll'];

  constructor(private readonly inner: EventLog) {
    this.appendAll = inner.appendAll && ((appends) => this.all(appends));
  }

  set(fault: Fault | null): void {
    this.fault = fault;
    this.appends.length = 0;
    this.happened = Promise.withResolvers<string>();
  }

  /** Does something else just before the next append that looks like this. */
  before(append: RegExp, work: () => Promise<void>): void {
    this.interjection = { append, work };
  }

  private async interject(append: string): Promise<void> {
    const { interjection } = this;
    if (interjection?.append.test(append) !== true) return;
    this.interjection = null;
    await interjection.work();
  }

  /** Resolves with the append at which the fault that was set last strikes. */
  get struck(): Promise<string> {
    return this.happened.promise;
  }

  kill(): void {
    this.end.abort();
  }

  get killed(): boolean {
    return this.end.signal.aborted;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    const append = textOf({ stream, expected, events });
    return this.faulty(append, () => this.inner.append(stream, expected, events));
  }

  private all(appends: readonly StreamAppend[]): Promise<readonly AppendResult[]> {
    const { appendAll } = this.inner;
    if (appendAll === undefined) throw new TypeError('the log cannot do that');
    return this.faulty(appends.map(textOf).join(' + '), () => appendAll.call(this.inner, appends));
  }

  private async faulty<T>(append: string, make: () => Promise<T>): Promise<T> {
    if (this.killed) return never;
    await this.interject(append);
    this.appends.push(append);
    const fault = this.fault?.at === this.appends.length ? this.fault : null;
    if (fault?.when === 'before') return this.strike(fault);
    const result = await make();
    if (fault !== null) return this.strike(fault);
    return this.killed ? never : result;
  }

  private strike({ when, how }: Fault): Promise<never> {
    const where = `${how} ${when} ${this.appends.at(-1)}`;
    if (how === 'kill') this.kill();
    this.happened.resolve(where);
    return how === 'kill' ? never : Promise.reject(new EventLogUnavailable(where));
  }

  readStream(stream: string, options?: ReadOptions): AsyncIterable<RecordedEvent> {
    return this.whileAlive(() => this.inner.readStream(stream, options));
  }

  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return this.whileAlive(() => this.inner.readAll(options));
  }

  async head(): Promise<LogPosition | undefined> {
    return this.killed ? never : this.inner.head();
  }

  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | 'caughtUp'> {
    const signal = AbortSignal.any([options.signal, this.end.signal]);
    return this.whileAlive(() => this.inner.subscribe({ ...options, signal }));
  }

  private async *whileAlive<T>(open: () => AsyncIterable<T>): AsyncGenerator<T> {
    if (this.killed) await never;
    for await (const item of open()) {
      // Left, so that no connection is held by somebody who is dead.
      if (this.killed) break;
      yield item;
    }
    if (this.killed) await never;
  }

  /** The log outlives the processes that use it. */
  async close(): Promise<void> {}
}
