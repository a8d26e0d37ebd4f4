import { DIGEST_BYTES, MANY_DIGESTS, type DigestSpool } from './digest-spool.js';

/** A hash list that is read forwards in small parts, over one big read for many of them. */
export class DigestWindow {
  #first = 0;
  #digests: Uint8Array = new Uint8Array();

  /** @param end the index that nobody will read from on */
  constructor(
    private readonly spool: DigestSpool,
    private readonly end: number,
  ) {}

  /** The digests `index` … `index + count - 1`; fewer at the window's end or the file's. Valid until the next call. */
  async read(index: number, count: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(count, this.end - index));
    if (wanted === 0) return new Uint8Array();
    if (!this.#holds(index, wanted)) {
      this.#digests = await this.spool.read(
        index,
        Math.max(wanted, Math.min(MANY_DIGESTS, this.end - index)),
      );
      this.#first = index;
    }
    const from = (index - this.#first) * DIGEST_BYTES;
    return this.#digests.subarray(from, from + wanted * DIGEST_BYTES);
  }

  #holds(index: number, count: number): boolean {
    return index >= this.#first && index + count <= this.#first + this.#digests.length / DIGEST_BYTES;
  }
}
