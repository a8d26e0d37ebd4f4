import { DigestBatch } from '../../format/digest-batch.js';
import { DigestSpool } from '../../format/digest-spool.js';
import { hashBlocks, LongBlockHasher } from '../block-hasher.js';
import type { Piece, Range } from '../pieces.js';

/** Where the digests of a volume are gathered. */
export interface DigestTarget {
  readonly path: string;
  readonly blockSize: number;
}

/** Hashes the pieces of one range into the spool. */
export class DigestRecorder {
  readonly #batch: DigestBatch;
  readonly #long: LongBlockHasher;
  readonly #end: number;

  private constructor(
    private readonly spool: DigestSpool,
    private readonly blockSize: number,
    range: Range,
  ) {
    this.#end = range.offset + range.length;
    this.#batch = new DigestBatch(spool, Math.ceil(range.length / blockSize));
    this.#long = new LongBlockHasher(blockSize);
  }

  static async open(target: DigestTarget, range: Range): Promise<DigestRecorder> {
    const spool = await DigestSpool.open(target.path);
    return new DigestRecorder(spool, target.blockSize, range);
  }

  /** Takes the next piece. */
  async add(piece: Pick<Piece, 'data' | 'offset'>): Promise<void> {
    const digests = this.#digestsOf(piece);
    if (digests.length > 0) await this.#batch.add(Math.floor(piece.offset / this.blockSize), digests);
  }

  /** Resolves when all digests are in the spool's file (not yet flushed). */
  async finish(): Promise<void> {
    await this.#batch.flush();
  }

  /** Always the last call. What was taken before a failure is in the file, too, as far as it can be. */
  async close(): Promise<void> {
    await this.#batch.flush().catch(() => undefined);
    await this.spool.close();
  }

  /** None while a block that takes several pieces is not complete. */
  #digestsOf({ data, offset }: Pick<Piece, 'data' | 'offset'>): Uint8Array {
    if (data.length < this.blockSize && offset + data.length < this.#end) {
      return this.#long.update(data, false);
    }
    return offset % this.blockSize === 0 ? hashBlocks(data, this.blockSize) : this.#long.update(data, true);
  }
}
