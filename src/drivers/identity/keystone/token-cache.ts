import { createHash } from 'node:crypto';
import type { ValidToken } from './valid-token.js';

export interface TokenCacheOptions {
  /** Tokens kept, at most. */
  readonly size: number;
  /** Milliseconds after which a token is asked for again, although it has not expired: it may have been revoked. */
  readonly keepMs: number;
  /** Milliseconds since 1970. */
  now(): number;
}

interface Kept {
  readonly token: ValidToken;
  readonly until: number;
}

/** Tokens are worth stealing, so only their digests are kept. */
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64');

/**
 * Remembers what Keystone said of a token, and asks once when the same token comes many times at once. The longest unused goes
 * first when there are too many. Refusals and failures are not remembered: the next request may do better.
 */
export class TokenCache {
  /** The order of a map is that of insertion, and so here that of use. */
  readonly #kept = new Map<string, Kept>();
  readonly #asked = new Map<string, Promise<ValidToken | null>>();

  constructor(private readonly options: TokenCacheOptions) {}

  /** @param ask validates the token; called at most once at a time for one token */
  async get(secret: string, ask: () => Promise<ValidToken | null>): Promise<ValidToken | null> {
    const key = digestOf(secret);
    const known = this.#known(key);
    if (known !== null) return known;
    const running = this.#asked.get(key);
    if (running !== undefined) return running;
    const question = this.#ask(key, ask).finally(() => this.#asked.delete(key));
    this.#asked.set(key, question);
    return question;
  }

  get size(): number {
    return this.#kept.size;
  }

  #known(key: string): ValidToken | null {
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    this.#kept.delete(key);
    if (kept.until <= this.options.now()) return null;
    this.#kept.set(key, kept);
    return kept.token;
  }

  async #ask(key: string, ask: () => Promise<ValidToken | null>): Promise<ValidToken | null> {
    // Counted from before the question: a revocation meanwhile is not older than the answer.
    const asked = this.options.now();
    const token = await ask();
    if (token === null) return null;
    this.#kept.set(key, { token, until: Math.min(token.expires, asked + this.options.keepMs) });
    if (this.#kept.size > this.options.size) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    return token;
  }
}
