/** Collects bits, most significant first; whole bytes can be taken at any time. */
export class BitWriter {
  private bytes = new Uint8Array(64 * 1024);
  private length = 0;
  private pending = 0;
  private pendingBits = 0;

  /** @param bits at most 24 */
  write(value: number, bits: number): void {
    this.pending = (this.pending << bits) | value;
    this.pendingBits += bits;
    while (this.pendingBits >= 8) {
      this.pendingBits -= 8;
      this.push((this.pending >>> this.pendingBits) & 0xff);
    }
  }

  write32(value: number): void {
    this.write(value >>> 16, 16);
    this.write(value & 0xffff, 16);
  }

  /** The whole bytes so far; they are the caller's from now on. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  /** Fills the last byte with zero bits. */
  pad(): void {
    if (this.pendingBits > 0) this.write(0, 8 - this.pendingBits);
  }

  private push(byte: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = byte;
  }
}
