import { DigestBatch } from '../../format/digest-batch.js';
import { DIGEST_BYTES, DigestSpool } from '../../format/digest-spool.js';
import { hashBlocks, LongBlockHasher } from '../block-hasher.js';
import type { Piece, Range } from '../pieces.js';
import type { TaskContext } from './task-context.js';

/** Where the digests of a volume are gathered. */
export interface DigestTarget {
  readonly path: string;
  readonly blockSize: number;
}

/** Hashes the pieces of one range into the spool, with the help of idle threads if there are any. */
export class DigestRecorder {
  readonly #batch: DigestBatch;
  /** Everything so far, in order: what another thread hashes comes later than what follows it. */
  #recorded: Promise<void> = Promise.resolve();
  readonly #long: LongBlockHasher;
  readonly #end: number;
  #failed: unknown = null;

  private constructor(
    private readonly spool: DigestSpool,
    private readonly blockSize: number,
    range: Range,
    private readonly assist: TaskContext['assist'],
  ) {
    this.#end = range.offset + range.length;
    this.#batch = new DigestBatch(spool, Math.ceil(range.length / blockSize));
    this.#long = new LongBlockHasher(blockSize);
  }

  static async open(
    target: DigestTarget,
    range: Range,
    assist: TaskContext['assist'],
  ): Promise<DigestRecorder> {
    const spool = await DigestSpool.open(target.path);
    return new DigestRecorder(spool, target.blockSize, range, assist);
  }

  /** Takes the next piece; it is held as long as its bytes are needed. */
  add(piece: Piece): void {
    const { data, offset } = piece;
    const first = Math.floor(offset / this.blockSize);
    if (data.length < this.blockSize && offset + data.length < this.#end) {
      this.#record(first, this.#long.update(data, false));
      return;
    }
    if (offset % this.blockSize !== 0) {
      this.#record(first, this.#long.update(data, true));
      return;
    }
    // Zeros take less time than asking for help.
    const helped = piece.isHole ? null : this.assist({ data, blockSize: this.blockSize });
    if (!helped) {
      this.#record(first, hashBlocks(data, this.blockSize));
      return;
    }
    const hashed = helped.then((digests) => digests ?? hashBlocks(data, this.blockSize));
    piece.hold(hashed);
    this.#record(first, hashed);
  }

  /** Resolves when all digests are in the spool's file (not yet flushed). */
  async finish(): Promise<void> {
    await this.#recorded;
    if (this.#failed !== null) throw this.#failed;
    await this.#batch.flush();
  }

  /** Always the last call. What was taken before a failure is in the file, too, as far as it can be. */
  async close(): Promise<void> {
    await this.#recorded;
    await this.#batch.flush().catch(() => undefined);
    await this.spool.close();
  }

  #record(first: number, digests: Uint8Array | Promise<Uint8Array>): void {
    if (digests instanceof Uint8Array && digests.length < DIGEST_BYTES) return;
    this.#recorded = Promise.all([digests, this.#recorded])
      .then(([hashed]) => this.#batch.add(first, hashed))
      .catch((error: unknown) => {
        this.#failed ??= error;
      });
  }
}
