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
  readonly #pending: Promise<void>[] = [];
  readonly #long: LongBlockHasher;
  #failed: unknown = null;

  private constructor(
    private readonly spool: DigestSpool,
    private readonly blockSize: number,
    private readonly end: number,
    private readonly assist: TaskContext['assist'],
  ) {
    this.#long = new LongBlockHasher(blockSize);
  }

  static async open(
    target: DigestTarget,
    range: Range,
    assist: TaskContext['assist'],
  ): Promise<DigestRecorder> {
    const spool = await DigestSpool.open(target.path);
    return new DigestRecorder(spool, target.blockSize, range.offset + range.length, assist);
  }

  /** Takes the next piece; it is held as long as its bytes are needed. */
  add(piece: Piece): void {
    const { data, offset } = piece;
    const first = Math.floor(offset / this.blockSize);
    if (data.length < this.blockSize && offset + data.length < this.end) {
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
    const done = helped.then((digests) =>
      this.spool.write(first, digests ?? hashBlocks(data, this.blockSize)),
    );
    piece.hold(done);
    this.#await(done);
  }

  /** Resolves when all digests are in the spool's file (not yet flushed). */
  async finish(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.#failed !== null) throw this.#failed;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#pending);
    await this.spool.close();
  }

  #record(first: number, digests: Uint8Array): void {
    if (digests.length >= DIGEST_BYTES) this.#await(this.spool.write(first, digests));
  }

  #await(work: Promise<void>): void {
    const entry = work
      .catch((error: unknown) => {
        this.#failed ??= error;
      })
      .finally(() => this.#pending.splice(this.#pending.indexOf(entry), 1));
    this.#pending.push(entry);
  }
}
