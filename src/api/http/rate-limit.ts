import type { Identity } from './identity/authenticator.js';
import { HttpFault } from './faults/http-fault.js';

interface Bucket {
  /** Requests left. */
  tokens: number;
  /** Milliseconds, of the last refill. */
  at: number;
}

/** Callers that are remembered; whoever is forgotten begins with a full bucket. */
const maxCallers = 10_000;
const minuteMs = 60_000;

/**
 * A token bucket for every user of every project: a minute's requests may come at once, then they come back evenly. Told as Cinder told
 * it when it had limits of its own, which its clients understand: 413 with Retry-After.
 */
export class RateLimit {
  /** The longest unused first. */
  readonly #buckets = new Map<string, Bucket>();

  /**
   * @param perMinute 0 is no limit
   * @param now milliseconds of a clock that only goes forward
   */
  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts a request. @throws HttpFault when there were too many */
  admit({ user_id, project_id }: Pick<Identity, 'user_id' | 'project_id'>): void {
    if (this.perMinute === 0) return;
    const bucket = this.#filled(JSON.stringify([user_id, project_id]));
    if (bucket.tokens < 1) throw this.#refusal(bucket);
    bucket.tokens -= 1;
  }

  #filled(caller: string): Bucket {
    const now = this.now();
    const known = this.#buckets.get(caller) ?? { tokens: this.perMinute, at: now };
    const gained = ((now - known.at) / minuteMs) * this.perMinute;
    const bucket = { tokens: Math.min(this.perMinute, known.tokens + gained), at: now };
    this.#buckets.delete(caller);
    this.#buckets.set(caller, bucket);
    if (this.#buckets.size > maxCallers) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return bucket;
  }

  #refusal({ tokens }: Bucket): HttpFault {
    const seconds = Math.max(1, Math.ceil(((1 - tokens) / this.perMinute) * (minuteMs / 1000)));
    return new HttpFault('RateLimited', 'This request was rate-limited.', seconds);
  }
}
