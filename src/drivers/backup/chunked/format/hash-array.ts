import { DIGEST_BYTES, type DigestSpool } from './digest-spool.js';
import type { JsonNode } from './json-node.js';
import type { LongArray } from './root-object.js';

/** Value of a hex digit by its character code, 255 for others; Cinder writes lower case, and the value is what counts. */
const HEX = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return value < 0 ? 255 : value;
});

/** Digests gathered before they are written: 64 KiB. */
const BATCH = 2048;

/** Takes the array `sha256s` of a `_sha256file` object into a spool. */
export class HashArray implements LongArray {
  readonly name = 'sha256s';
  count = 0;
  private batch = new Uint8Array(BATCH * DIGEST_BYTES);
  private batched = 0;

  constructor(private readonly spool: DigestSpool) {}

  onItem(_item: JsonNode): void {
    this.next();
  }

  onText(raw: Uint8Array): void {
    const at = this.next();
    if (raw.length !== 2 * DIGEST_BYTES) return;
    for (let k = 0; k < DIGEST_BYTES; k++) {
      const high = HEX[raw[2 * k] as number] as number;
      const low = HEX[raw[2 * k + 1] as number] as number;
      if (high === 255 || low === 255) {
        this.batch.fill(0, at, at + DIGEST_BYTES);
        return;
      }
      this.batch[at + k] = (high << 4) | low;
    }
  }

  async drain(): Promise<void> {
    if (this.batched >= BATCH / 2) await this.finish();
  }

  async finish(): Promise<void> {
    if (this.batched === 0) return;
    await this.spool.write(this.count - this.batched, this.batch.subarray(0, this.batched * DIGEST_BYTES));
    this.batched = 0;
  }

  /** Takes the next place, zeroed; answers its byte offset in the batch. */
  private next(): number {
    if (this.batched * DIGEST_BYTES === this.batch.length) {
      const larger = new Uint8Array(this.batch.length * 2);
      larger.set(this.batch);
      this.batch = larger;
    }
    const at = this.batched * DIGEST_BYTES;
    this.batch.fill(0, at, at + DIGEST_BYTES);
    this.batched++;
    this.count++;
    return at;
  }
}
