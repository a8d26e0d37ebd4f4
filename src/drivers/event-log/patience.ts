import { setTimeout as sleep } from 'node:timers/promises';
import { EventLogUnavailable } from './port.js';

const FIRST_DELAY_MS = 10;
const LONGEST_DELAY_MS = 400;

/** What is asked of a log that is being closed, or was. */
export const closedError = (what: string, cause?: unknown): EventLogUnavailable =>
  new EventLogUnavailable(`${what}: the event log is closed`, { cause });

export interface PatienceOptions {
  /** How long to go on without progress, in milliseconds; Infinity to never give up. */
  readonly forMs: number;
  /** Ends the waiting, because the log is being closed. */
  readonly signal: AbortSignal;
}

/** Waits between tries, each time longer, until the time allowed without progress is spent. */
export class Patience {
  #since = performance.now();
  #delay = FIRST_DELAY_MS;

  constructor(
    private readonly what: string,
    private readonly options: PatienceOptions,
  ) {}

  /** Something worked: start counting anew. */
  progress(): void {
    this.#since = performance.now();
    this.#delay = FIRST_DELAY_MS;
  }

  /** @throws EventLogUnavailable when it is time to give up, with what failed last as the cause */
  async wait(cause: unknown): Promise<void> {
    const { forMs, signal } = this.options;
    if (signal.aborted) throw closedError(this.what, cause);
    // Spread out, so that many waiting callers do not come back at the same moment.
    const delay = this.#delay * (0.5 + Math.random());
    const spent = performance.now() - this.#since;
    if (spent + delay > forMs) {
      const seconds = (spent / 1000).toFixed(1);
      throw new EventLogUnavailable(
        `${this.what}: no answer from the event log for ${seconds} s: ${text(cause)}`,
        {
          cause,
        },
      );
    }
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MS);
    try {
      await sleep(delay, undefined, { signal });
    } catch {
      throw closedError(this.what, cause);
    }
  }
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
