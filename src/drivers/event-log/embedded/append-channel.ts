import type { ChildProcess } from 'node:child_process';
import type { Send, SingleTry } from '../append.js';
import type { CallSettings } from '../call-settings.js';
import { ConnectionLost } from '../client-error.js';
import type { ShortWay } from '../event-log.js';
import { EventLogUnavailable, type AppendResult, StreamGone, WrongExpectedRevision } from '../port.js';
import type { AppendAnswer, AppendRequest, ChildMessage, RequestedAppend } from './child-message.js';
import type { AppendOutcome } from './event-store.js';

/**
 * Appends over the IPC channel to the child: gRPC takes several times as long as the sync to the disk that an append waits for.
 * What breaks off fails as a lost connection, so it is tried again with the same ids at the same revision, like any other append.
 */
export class AppendChannel implements ShortWay {
  #child: ChildProcess | undefined;
  #calls = 0;
  readonly #waiting = new Map<number, PromiseWithResolvers<AppendAnswer>>();

  /** The child that answers from now on; it has told that it is ready. */
  connect(child: ChildProcess): void {
    this.#child = child;
    child.on('message', (message: ChildMessage) => {
      if (message.kind !== 'appended' && message.kind !== 'unwritten') return;
      this.#waiting.get(message.call)?.resolve(message);
      this.#waiting.delete(message.call);
    });
    const lost = (): void => {
      if (this.#child !== child) return;
      this.#child = undefined;
      for (const call of this.#waiting.keys()) this.#lose(call);
    };
    child.once('disconnect', lost);
    child.once('exit', lost);
  }

  readonly send: Send = async (tried, settings) => {
    const [outcome] = await this.#ask([tried], settings);
    return resultOf(outcome, tried);
  };

  async sendAll(tried: readonly SingleTry[], settings: CallSettings): Promise<readonly AppendResult[]> {
    const outcomes = await this.#ask(tried, settings);
    // A refusal is the last outcome, so nobody is told of those before it.
    return tried.map((one, index) => resultOf(outcomes[index], one));
  }

  async #ask(tried: readonly SingleTry[], { signal }: CallSettings): Promise<readonly AppendOutcome[]> {
    const child = this.#child;
    if (child?.connected !== true || signal.aborted) throw new ConnectionLost();
    const call = ++this.#calls;
    const answered = Promise.withResolvers<AppendAnswer>();
    this.#waiting.set(call, answered);
    const lose = (): void => this.#lose(call);
    signal.addEventListener('abort', lose, { once: true });
    const request: AppendRequest = { call, appends: tried.map(requested) };
    child.send(request, (error) => error !== null && lose());
    try {
      const answer = await answered.promise;
      if (answer.kind === 'appended') return answer.outcomes;
      const message = `append to ${tried.map(({ stream }) => stream).join(', ')}: ${answer.message}`;
      throw answer.isFull ? new EventLogUnavailable(message) : new ConnectionLost(message);
    } finally {
      signal.removeEventListener('abort', lose);
    }
  }

  #lose(call: number): void {
    this.#waiting.get(call)?.reject(new ConnectionLost());
    this.#waiting.delete(call);
  }
}

const requested = ({ stream, expected, events }: SingleTry): RequestedAppend => ({
  stream,
  expected: expected === 'no_stream' ? expected : Math.min(Number(expected), Number.MAX_SAFE_INTEGER),
  events: events.map(({ id, type, json, metadataJson }) => ({
    id,
    type,
    data: json,
    metadata: metadataJson,
  })),
});

const resultOf = (outcome: AppendOutcome | undefined, { stream, expected }: SingleTry): AppendResult => {
  switch (outcome?.kind) {
    case 'written': {
      const position = BigInt(outcome.position);
      return {
        revision: BigInt(outcome.revision),
        position: { commit: position, prepare: position },
        created: new Date(outcome.createdUs / 1000),
      };
    }
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
    default:
      throw new ConnectionLost(`nothing was told of the append to ${stream}`);
  }
};
