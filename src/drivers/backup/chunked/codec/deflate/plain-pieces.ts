/** Big enough to compress as well as one stream does, small beside the memory budget. */
export const PIECE_BYTES = 128 * 1024;
/** Deflate looks back no further. */
const WINDOW_BYTES = 32 * 1024;

export interface PlainPiece {
  readonly data: Uint8Array;
  /** What comes before it in the stream, as far as it may be referred to. */
  readonly dictionary: Uint8Array;
  readonly isLast: boolean;
}

/** Kept, so that memory stays flat. */
const free: Uint8Array[] = [];

/**
 * Cuts a source of a known length into copies of one size, whatever it comes in.
 * @param kept how many pieces stay valid beyond the current one, each with its dictionary; `giveBack` ends all of them
 */
export class PlainPieces {
  readonly #ring: Uint8Array[];

  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly length: number,
    kept: number,
  ) {
    // One more, for the dictionary of the oldest.
    const count = Math.min(kept + 2, Math.ceil(length / PIECE_BYTES));
    this.#ring = Array.from({ length: count }, () => free.pop() ?? new Uint8Array(PIECE_BYTES));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PlainPiece> {
    let done = 0;
    let filled = 0;
    let dictionary: Uint8Array = new Uint8Array();
    for await (const given of this.source) {
      for (let at = 0; at < given.length;) {
        const slot = this.#slot(done);
        const taken = given.subarray(at, at + PIECE_BYTES - filled);
        slot.set(taken, filled);
        at += taken.length;
        filled += taken.length;
        const isLast = done * PIECE_BYTES + filled === this.length;
        if (filled < PIECE_BYTES && !isLast) continue;
        const data = slot.subarray(0, filled);
        yield { data, dictionary, isLast };
        dictionary = data.subarray(Math.max(0, filled - WINDOW_BYTES));
        done++;
        filled = 0;
      }
    }
  }

  giveBack(): void {
    free.push(...this.#ring.splice(0));
  }

  #slot(number: number): Uint8Array {
    const slot = this.#ring[number % this.#ring.length];
    if (!slot) throw new RangeError(`The source has more than the ${this.length} bytes it was to have.`);
    return slot;
  }
}
