import { setMaxListeners } from 'node:events';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { append, ready, type Send, type SingleTry, untilKnown } from './append.js';
import type { CallSettings } from './call-settings.js';
import { clientAppend } from './client-append.js';
import { appendCredentials, connect, disconnect } from './connection.js';
import type {
  AppendResult,
  EventLog,
  ExpectedRevision,
  LogPosition,
  NewEvent,
  ReadAllOptions,
  ReadOptions,
  RecordedEvent,
  StreamAppend,
  SubscribeOptions,
} from './port.js';
import { readAll, readStream } from './reads.js';
import { subscription } from './subscription.js';

export interface EventLogOptions {
  /** `esdb://…`, as EventStoreDB's own clients take it. */
  readonly connectionString: string;
  /** How long a call is tried again while the log does not answer, in milliseconds; 60 s when absent. */
  readonly retryForMs?: number;
  /** How long one try may go without an answer, in milliseconds; 10 s when absent. */
  readonly callTimeoutMs?: number;
  /** A shorter way for appends than the client's, where there is one. */
  readonly appends?: ShortWay;
}

export interface ShortWay {
  readonly send: Send;
  /** All or none. */
  sendAll(tried: readonly SingleTry[], settings: CallSettings): Promise<readonly AppendResult[]>;
}

/**
 * Opens the log; the first call connects. One per process is meant: it holds one connection.
 * @throws Error for a connection string that is none
 */
export const openEventLog = (options: EventLogOptions): EventLog => new EsdbEventLog(options);

/** The one adapter: EventStoreDB, KurrentDB and the embedded server all speak the protocol of its client. */
export class EsdbEventLog implements EventLog {
  readonly #client: EventStoreDBClient;
  readonly #send: Send;
  readonly appendAll: EventLog['appendAll'];
  readonly #closing = new AbortController();
  readonly #settings: CallSettings;
  #closed: Promise<void> | undefined;

  constructor({ connectionString, retryForMs = 60_000, callTimeoutMs = 10_000, appends }: EventLogOptions) {
    this.#client = connect(connectionString);
    this.#send = appends?.send ?? clientAppend(this.#client, appendCredentials(connectionString));
    this.appendAll = appends && this.#all(appends);
    // Every call in flight listens for the end.
    setMaxListeners(0, this.#closing.signal);
    this.#settings = { retryForMs, callTimeoutMs, signal: this.#closing.signal };
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return append(this.#send, this.#settings, { stream, expected, events });
  }

  #all(way: ShortWay): EventLog['appendAll'] {
    return async (appends: readonly StreamAppend[]) => {
      const tried = appends.map(ready);
      const streams = tried.map(({ stream }) => stream).join(', ');
      return untilKnown(streams, this.#settings, () => way.sendAll(tried, this.#settings));
    };
  }

  readStream(stream: string, options: ReadOptions = {}): AsyncIterable<RecordedEvent> {
    return readStream(this.#client, this.#settings, stream, options);
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    return readAll(this.#client, this.#settings, options);
  }

  async head(): Promise<LogPosition | undefined> {
    for await (const event of this.readAll({ direction: 'backwards', maxCount: 1 })) return event.position;
    return undefined;
  }

  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | 'caughtUp'> {
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    return subscription(this.#client, { ...options, signal }, this.#settings.callTimeoutMs);
  }

  /** Ends reads and subscriptions; an append that has not got through fails as unavailable instead of trying again. */
  close(): Promise<void> {
    this.#closing.abort();
    this.#closed ??= disconnect(this.#client);
    return this.#closed;
  }
}
