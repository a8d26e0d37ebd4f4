export interface PlainPiece {
  readonly data: Uint8Array;
  /** What comes before it in the stream, as far as it may be referred to. */
  readonly dictionary: Uint8Array;
  readonly isLast: boolean;
}

export interface Cut {
  /** Bytes of the source. */
  readonly length: number;
  /** Of each piece but the last. */
  readonly pieceBytes: number;
  /** Of each dictionary; 0 for none. */
  readonly dictionaryBytes: number;
  /** How many pieces stay valid beyond the current one, each with its dictionary. */
  readonly kept: number;
}

/** Kept by their length, so that memory stays flat. */
const free = new Map<number, Uint8Array[]>();
const freeOf = (bytes: number): Uint8Array[] => {
  const known = free.get(bytes) ?? [];
  free.set(bytes, known);
  return known;
};

/** Cuts a source of a known length into copies of one size, whatever it comes in. `giveBack` ends all of them. */
export class PlainPieces {
  readonly #ring: Uint8Array[];

  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly cut: Cut,
  ) {
    const { length, pieceBytes, dictionaryBytes, kept } = cut;
    // One more, for the dictionary of the oldest.
    const count = kept + 1 + (dictionaryBytes > 0 ? 1 : 0);
    this.#ring = Array.from(
      { length: Math.min(count, Math.ceil(length / pieceBytes)) },
      () => freeOf(pieceBytes).pop() ?? new Uint8Array(new SharedArrayBuffer(pieceBytes)),
    );
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PlainPiece> {
    const { length, pieceBytes, dictionaryBytes } = this.cut;
    let done = 0;
    let filled = 0;
    let dictionary: Uint8Array = new Uint8Array();
    for await (const given of this.source) {
      for (let at = 0; at < given.length;) {
        const slot = this.#slot(done);
        const taken = given.subarray(at, at + pieceBytes - filled);
        slot.set(taken, filled);
        at += taken.length;
        filled += taken.length;
        const isLast = done * pieceBytes + filled === length;
        if (filled < pieceBytes && !isLast) continue;
        const data = slot.subarray(0, filled);
        yield { data, dictionary, isLast };
        dictionary = data.subarray(Math.max(0, filled - dictionaryBytes));
        done++;
        filled = 0;
      }
    }
  }

  giveBack(): void {
    freeOf(this.cut.pieceBytes).push(...this.#ring.splice(0));
  }

  #slot(number: number): Uint8Array {
    const slot = this.#ring[number % this.#ring.length];
    if (!slot) throw new RangeError(`The source has more than the ${this.cut.length} bytes it was to have.`);
    return slot;
  }
}
