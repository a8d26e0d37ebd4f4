import { Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpFault } from '../../http/faults/http-fault.js';
import { serverSentEvents } from './server-sent-events.js';

/** More than these would be somebody's mistake; each costs a socket and a little memory. */
export const mostStreams = 256;

/** The open streams of this process: so many and no more, and all of them end before the server closes. */
@Injectable()
export class ProgressStreams implements OnModuleDestroy {
  readonly #open = new Set<AbortController>();
  #closed = false;

  get count(): number {
    return this.#open.size;
  }

  /**
   * What `follow` yields, as the body of an answer. It is over when `follow` ends, when the client goes away or when the
   * service stops; each aborts the signal.
   * @throws HTTPServiceUnavailable
   */
  async open(follow: (signal: AbortSignal) => Promise<AsyncGenerator<object, void>>): Promise<Readable> {
    if (this.#closed) throw new HttpFault('HTTPServiceUnavailable', 'The service is stopping.');
    if (this.#open.size >= mostStreams) {
      const text = `All ${mostStreams} progress streams of this service are in use; ask without them, or later.`;
      throw new HttpFault('HTTPServiceUnavailable', text);
    }
    const end = new AbortController();
    this.#open.add(end);
    const free = (): void => {
      this.#open.delete(end);
      end.abort();
    };
    try {
      return bodyOf(serverSentEvents(await follow(end.signal), end.signal), free);
    } catch (error) {
      free();
      throw error;
    }
  }

  onModuleDestroy(): void {
    this.#closed = true;
    for (const end of this.#open) end.abort();
  }
}

/** Readable.from() would wait for what comes next before it lets go of it; a client that has gone waits for nothing. */
const bodyOf = (events: AsyncGenerator<string, void>, free: () => void): Readable =>
  new Readable({
    highWaterMark: 1024,
    read() {
      events.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy(error, done) {
      free();
      void events.return().catch(() => undefined);
      done(error);
    },
  });
