import type { ChildProcess } from 'node:child_process';
import { ConnectionLost } from '../client-error.js';
import { EventLogUnavailable, type AppendResult, StreamGone, WrongExpectedRevision } from '../port.js';
import type { Send, SingleTry } from '../append.js';
import type { AppendAnswer, AppendRequest, ChildMessage } from './child-message.js';
import type { AppendOutcome } from './event-store.js';

interface Waiting {
  readonly tried: SingleTry;
  readonly answered: PromiseWithResolvers<AppendResult>;
}

/**
 * Appends over the IPC channel to the child: gRPC takes several times as long as the sync to the disk that an append waits for.
 * What breaks off fails as a lost connection, so it is tried again with the same ids at the same revision, like any other append.
 */
export class AppendChannel {
  #child: ChildProcess | undefined;
  #calls = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** The child that answers from now on; it has told that it is ready. */
  connect(child: ChildProcess): void {
    this.#child = child;
    child.on('message', (message: ChildMessage) => this.#take(message));
    const lost = (): void => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#loseAll();
    };
    child.once('disconnect', lost);
    child.once('exit', lost);
  }

  readonly send: Send = (tried, { signal }) => {
    const child = this.#child;
    if (child?.connected !== true || signal.aborted) return Promise.reject(new ConnectionLost());
    const call = ++this.#calls;
    const answered = Promise.withResolvers<AppendResult>();
    this.#waiting.set(call, { tried, answered });
    const lose = (): void => this.#lose(call);
    signal.addEventListener('abort', lose, { once: true });
    child.send(requestOf(call, tried), (error) => error !== null && lose());
    return answered.promise.finally(() => signal.removeEventListener('abort', lose));
  };

  #take(message: ChildMessage): void {
    if (message.kind !== 'appended' && message.kind !== 'unwritten') return;
    const waiting = this.#waiting.get(message.call);
    if (waiting === undefined) return;
    this.#waiting.delete(message.call);
    try {
      waiting.answered.resolve(resultOf(message, waiting.tried));
    } catch (error) {
      waiting.answered.reject(error);
    }
  }

  #lose(call: number): void {
    this.#waiting.get(call)?.answered.reject(new ConnectionLost());
    this.#waiting.delete(call);
  }

  #loseAll(): void {
    for (const call of this.#waiting.keys()) this.#lose(call);
  }
}

const requestOf = (call: number, { stream, expected, events }: SingleTry): AppendRequest => ({
  call,
  stream,
  expected: expected === 'no_stream' ? expected : Math.min(Number(expected), Number.MAX_SAFE_INTEGER),
  events: events.map(({ id, type, json, metadataJson }) => ({
    id,
    type,
    data: json,
    metadata: metadataJson,
  })),
});

const resultOf = (answer: AppendAnswer, { stream, expected }: SingleTry): AppendResult => {
  if (answer.kind === 'unwritten') {
    const message = `append to ${stream}: ${answer.message}`;
    throw answer.isFull ? new EventLogUnavailable(message) : new ConnectionLost(message);
  }
  const { outcome } = answer;
  switch (outcome.kind) {
    case 'written':
      return written(outcome);
    case 'repeated':
      return { revision: BigInt(outcome.revision) };
    case 'gone':
      throw new StreamGone(stream);
    case 'wrong':
      throw new WrongExpectedRevision(
        stream,
        expected,
        outcome.actual < 0 ? 'no_stream' : BigInt(outcome.actual),
      );
  }
};

const written = ({ revision, position, createdUs }: AppendOutcome & { kind: 'written' }): AppendResult => ({
  revision: BigInt(revision),
  position: { commit: BigInt(position), prepare: BigInt(position) },
  created: new Date(createdUs / 1000),
});
