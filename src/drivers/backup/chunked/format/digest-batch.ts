import { DIGEST_BYTES, MANY_DIGESTS, type DigestSpool } from './digest-spool.js';

/** Gathers digests that follow each other for one big write. One call at a time. */
export class DigestBatch {
  readonly #digests: Uint8Array;
  #first = 0;
  #count = 0;

  /** @param most how many will come at most, if that is known */
  constructor(
    private readonly spool: DigestSpool,
    most = MANY_DIGESTS,
  ) {
    this.#digests = new Uint8Array(Math.min(most, MANY_DIGESTS) * DIGEST_BYTES);
  }

  /** Takes whole digests that belong at `index` and behind it. */
  async add(index: number, digests: Uint8Array): Promise<void> {
    const isNext = index === this.#first + this.#count;
    if (!isNext || this.#bytes + digests.length > this.#digests.length) await this.flush();
    if (digests.length > this.#digests.length) {
      await this.spool.write(index, digests);
      return;
    }
    if (this.#count === 0) this.#first = index;
    this.#digests.set(digests, this.#bytes);
    this.#count += digests.length / DIGEST_BYTES;
  }

  /** All are in the file then, and not durable yet. */
  async flush(): Promise<void> {
    const digests = this.#digests.subarray(0, this.#bytes);
    this.#count = 0;
    if (digests.length > 0) await this.spool.write(this.#first, digests);
  }

  get #bytes(): number {
    return this.#count * DIGEST_BYTES;
  }
}
