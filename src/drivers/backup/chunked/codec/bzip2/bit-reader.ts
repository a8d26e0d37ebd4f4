/** The compressed data ended inside a block. */
export class OutOfBits extends Error {
  override readonly name = 'OutOfBits';
}

/** Reads bits, most significant first, from bytes that are given piece by piece. */
export class BitReader {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private pending = 0;
  private pendingBits = 0;

  /** Bytes that were given and not read yet. */
  get available(): number {
    return this.bytes.length - this.at;
  }

  give(pieces: readonly Uint8Array[]): void {
    this.bytes = Buffer.concat([this.bytes.subarray(this.at), ...pieces]);
    this.at = 0;
  }

  /** @param bits at most 24 @throws OutOfBits */
  read(bits: number): number {
    this.fill(bits);
    this.pendingBits -= bits;
    return (this.pending >>> this.pendingBits) & ((1 << bits) - 1);
  }

  read32(): number {
    return ((this.read(16) << 16) | this.read(16)) >>> 0;
  }

  /** The next bits without taking them; where the data ends, zeros follow. @param bits at most 24 */
  peek(bits: number): number {
    while (this.pendingBits < bits && this.at < this.bytes.length) this.shiftIn();
    const missing = Math.max(0, bits - this.pendingBits);
    const there = bits - missing;
    return ((this.pending >>> (this.pendingBits - there)) & ((1 << there) - 1)) << missing;
  }

  /** Drops what is left of the current byte. */
  align(): void {
    this.pendingBits -= this.pendingBits % 8;
  }

  /** True when every byte given was taken; meaningful after `align`. */
  get isEmpty(): boolean {
    return this.pendingBits === 0 && this.available === 0;
  }

  private fill(bits: number): void {
    while (this.pendingBits < bits) {
      if (this.at >= this.bytes.length) throw new OutOfBits();
      this.shiftIn();
    }
  }

  private shiftIn(): void {
    this.pending = (this.pending << 8) | (this.bytes[this.at++] as number);
    this.pendingBits += 8;
  }
}
