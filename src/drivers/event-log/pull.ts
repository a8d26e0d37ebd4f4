import { CallTimeout } from './client-error.js';

/** What we need of the client's read streams. */
export interface ReadSource {
  readonly readableLength: number;
  read(): unknown;
  on(event: string, listener: (...details: never[]) => void): unknown;
  destroy(): unknown;
}

export interface PullOptions {
  /** Milliseconds to wait for the next item before the call counts as dead; Infinity for no limit. */
  readonly idleMs: () => number;
  /** Ends the iteration quietly. */
  readonly signal: AbortSignal;
  /** Hangs up on the server. */
  readonly cancel: () => Promise<void>;
}

/**
 * The items of one of the client's read streams, one by one as the consumer asks for them, with a timer of our own
 * around every wait. `caughtUp` comes in its right place among the events: the client announces it as soon as it has
 * seen it, while up to a buffer full of earlier events is still unread.
 */
export async function* pull<T>(source: ReadSource, options: PullOptions): AsyncGenerator<T | 'caughtUp'> {
  const state = watch(source);
  const onAbort = (): void => state.wake();
  options.signal.addEventListener('abort', onAbort);
  try {
    while (!options.signal.aborted) {
      if (state.caughtUpIsDue()) {
        yield 'caughtUp';
        continue;
      }
      const item = source.read() as T | null;
      if (item !== null) {
        state.taken += 1;
        yield item;
      } else if (state.failure) throw state.failure;
      else if (state.ended) return;
      else await state.change(options.idleMs());
    }
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    if (!state.ended) await options.cancel().catch(() => {});
    source.destroy();
  }
}

/** Follows the stream's events. Its error listener stays for good: a cancelled call may still report one. */
const watch = (source: ReadSource) => {
  const marks: number[] = [];
  let wake = (): void => {};
  const state = {
    taken: 0,
    ended: false,
    failure: undefined as Error | undefined,
    wake: () => wake(),
    caughtUpIsDue(): boolean {
      if (marks[0] === undefined || marks[0] > state.taken) return false;
      marks.shift();
      return true;
    },
    /** Resolves at the next event of the stream. @throws CallTimeout */
    change: (idleMs: number): Promise<void> =>
      new Promise((resolve, reject) => {
        const timer = Number.isFinite(idleMs)
          ? setTimeout(() => reject(new CallTimeout(`no answer within ${idleMs} ms`)), idleMs)
          : undefined;
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
  source.on('readable', () => wake());
  source.on('confirmation', () => wake());
  source.on('caughtUp', () => {
    marks.push(state.taken + source.readableLength);
    wake();
  });
  source.on('error', (error: Error) => {
    state.failure ??= error;
    wake();
  });
  source.on('end', () => {
    state.ended = true;
    wake();
  });
  source.on('close', () => {
    if (!state.ended) state.failure ??= new Error('the socket was closed in the middle of a read');
    wake();
  });
  return state;
};
