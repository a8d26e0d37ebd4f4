import type { Md5 } from './md5-lanes.js';

/** Gives an MD5 its parts, as many at a time as it takes. */
export class PartsUnderWay {
  /** The oldest first. */
  readonly #hashing: Promise<void>[] = [];

  constructor(private readonly md5: Md5) {}

  /** Resolves when the next part may come. @param hold keeps the data as they are until the part is hashed, or has failed */
  async add(data: Uint8Array, hold: (hashing: Promise<void>) => void): Promise<void> {
    while (this.#hashing.length >= this.md5.ahead) await this.#hashing.shift();
    const hashing = Promise.resolve(this.md5.update(data));
    hold(hashing);
    // Met when its turn comes; until then a failure must not count as unhandled.
    hashing.catch(() => {});
    this.#hashing.push(hashing);
  }

  /** Of all parts, in hexadecimal digits. */
  async digest(): Promise<string> {
    await Promise.all(this.#hashing);
    return this.md5.digest();
  }

  /** Always the last call, after a failure too. */
  close(): void {
    this.md5.close();
  }
}
