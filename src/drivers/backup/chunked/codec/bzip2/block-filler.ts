import { crcEnd, crcNext, crcStart } from './crc.js';
import { LEVEL_BYTES, MAX_LEVEL, MAX_RUN, RUN_BEFORE_COUNT } from './format.js';

/** A block of level 9 leaves the last bytes free, as the reference coder does, so that a pending run always fits. */
const FULL_AT = LEVEL_BYTES * MAX_LEVEL - 19;

/** The first run-length coding: gathers bytes until a block is full. */
export class BlockFiller {
  private readonly bytes = new Uint8Array(LEVEL_BYTES * MAX_LEVEL);
  private length = 0;
  private crc = crcStart;
  private runByte = -1;
  private run = 0;

  /** Takes bytes from `at` on; answers how far it came: short of the end when the block is full. */
  take(piece: Uint8Array, at: number): number {
    let next = at;
    for (; next < piece.length && this.length < FULL_AT; next++) {
      const byte = piece[next] as number;
      this.crc = crcNext(this.crc, byte);
      if (byte !== this.runByte || this.run === MAX_RUN) {
        this.endRun();
        this.runByte = byte;
      }
      this.run++;
    }
    return next;
  }

  get isFull(): boolean {
    return this.length >= FULL_AT;
  }

  /** The block and its checksum, and a fresh start; null when nothing came. The bytes are valid until the next `take`. */
  finish(): { readonly bytes: Uint8Array; readonly crc: number } | null {
    this.endRun();
    if (this.length === 0) return null;
    const block = { bytes: this.bytes.subarray(0, this.length), crc: crcEnd(this.crc) };
    this.length = 0;
    this.crc = crcStart;
    this.runByte = -1;
    return block;
  }

  private endRun(): void {
    const plain = Math.min(this.run, RUN_BEFORE_COUNT);
    for (let k = 0; k < plain; k++) this.bytes[this.length++] = this.runByte;
    if (this.run >= RUN_BEFORE_COUNT) this.bytes[this.length++] = this.run - RUN_BEFORE_COUNT;
    this.run = 0;
  }
}
