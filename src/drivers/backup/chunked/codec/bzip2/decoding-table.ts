import { Damage } from './damage.js';
import type { BitReader } from './bit-reader.js';

const MAX_LENGTH = 20;
/** Codes up to this length are found in one step. */
const FAST_BITS = 10;

/** Decodes the canonical prefix code given by its lengths. */
export class DecodingTable {
  /** For the next FAST_BITS bits: symbol times 32 plus code length; 0 where the code is longer. */
  private readonly fast = new Uint16Array(1 << FAST_BITS);
  /** By length: first code, number of codes, and where their symbols start in `symbols`. */
  private readonly first = new Int32Array(MAX_LENGTH + 1);
  private readonly counts = new Int32Array(MAX_LENGTH + 1);
  private readonly starts = new Int32Array(MAX_LENGTH + 1);
  private readonly symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    for (const length of lengths) (this.counts[length] as number)++;
    this.symbols = Uint16Array.from(
      [...lengths.keys()].sort((a, b) => (lengths[a] as number) - (lengths[b] as number) || a - b),
    );
    let code = 0;
    let start = 0;
    for (let length = 1; length <= MAX_LENGTH; length++) {
      this.first[length] = code;
      this.starts[length] = start;
      code = (code + (this.counts[length] as number)) << 1;
      start += this.counts[length] as number;
      if (code > 2 << length) throw new Damage('impossible Huffman code');
    }
    for (let length = 1; length <= FAST_BITS; length++) this.fillFast(length);
  }

  /** The next symbol. @throws Damage, OutOfBits */
  next(bits: BitReader): number {
    const entry = this.fast[bits.peek(FAST_BITS)] as number;
    if (entry !== 0) {
      bits.read(entry & 31);
      return entry >> 5;
    }
    const ahead = bits.peek(MAX_LENGTH);
    for (let length = FAST_BITS + 1; length <= MAX_LENGTH; length++) {
      const index = (ahead >>> (MAX_LENGTH - length)) - (this.first[length] as number);
      if (index < (this.counts[length] as number)) {
        bits.read(length);
        return this.symbols[(this.starts[length] as number) + index] as number;
      }
    }
    // Zeros stand for what is missing at the end of the data: tell the two cases apart.
    bits.read(MAX_LENGTH);
    throw new Damage('unknown Huffman code');
  }

  private fillFast(length: number): void {
    const copies = 1 << (FAST_BITS - length);
    for (let index = 0; index < (this.counts[length] as number); index++) {
      const symbol = this.symbols[(this.starts[length] as number) + index] as number;
      const from = ((this.first[length] as number) + index) * copies;
      this.fast.fill((symbol << 5) | length, from, from + copies);
    }
  }
}
