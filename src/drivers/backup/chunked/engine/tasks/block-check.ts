import { createHash, type Hash } from 'node:crypto';
import { DIGEST_BYTES, DigestSpool } from '../../format/digest-spool.js';
import { DigestWindow } from '../../format/digest-window.js';
import { hashBlocks } from '../block-hasher.js';

/** The hash list of a backup, in a local file. */
export interface HashList {
  readonly path: string;
  /** Bytes of the volume under one hash. */
  readonly blockSize: number;
  readonly count: number;
}

/** Digests compared at a time. */
const MAX_BLOCKS = 4096;

/**
 * Compares the blocks of one object with the hash list of its backup, as far as that goes: a block beyond the list, or one of
 * which the object has only a part, is not compared. Only the volume's last block may be short.
 */
export class BlockCheck {
  readonly #known: DigestWindow;
  #block: number;
  #hash: Hash = createHash('sha256');
  #filled = 0;
  #wrongBlock: number | null = null;

  private constructor(
    private readonly list: HashList,
    private readonly spool: DigestSpool,
    firstBlock: number,
    end: number,
  ) {
    this.#block = firstBlock;
    this.#known = new DigestWindow(spool, end);
  }

  /** Null when blocks do not begin where the object does. @param length bytes of the object, if they are known */
  static async open(list: HashList, offset: number, length: number | null): Promise<BlockCheck | null> {
    const { blockSize, count, path } = list;
    if (offset % blockSize !== 0) return null;
    const first = offset / blockSize;
    const end = length === null ? count : Math.min(count, first + Math.ceil(length / blockSize));
    return new BlockCheck(list, await DigestSpool.open(path), first, end);
  }

  /** Takes the next bytes, cut anywhere. */
  async update(data: Uint8Array): Promise<void> {
    const { blockSize } = this.list;
    for (let at = 0; at < data.length && this.#wrongBlock === null;) {
      const whole = this.#filled > 0 ? 0 : Math.min(Math.floor((data.length - at) / blockSize), MAX_BLOCKS);
      const end = whole > 0 ? at + whole * blockSize : Math.min(at + blockSize - this.#filled, data.length);
      const part = data.subarray(at, end);
      if (whole > 0) await this.#compare(hashBlocks(part, blockSize));
      else await this.#gather(part);
      at = end;
    }
  }

  /** What is wrong, or null; once all bytes of the object were taken. */
  async problem(): Promise<string | null> {
    if (this.#filled > 0 && this.#block === this.list.count - 1) await this.#compare(this.#hash.digest());
    if (this.#wrongBlock === null) return null;
    return `does not have the SHA-256 of the hash list at byte ${this.#wrongBlock * this.list.blockSize} of the volume`;
  }

  async close(): Promise<void> {
    await this.spool.close();
  }

  async #gather(part: Uint8Array): Promise<void> {
    this.#hash.update(part);
    this.#filled += part.length;
    if (this.#filled < this.list.blockSize) return;
    const digest = this.#hash.digest();
    this.#hash = createHash('sha256');
    this.#filled = 0;
    await this.#compare(digest);
  }

  async #compare(digests: Uint8Array): Promise<void> {
    const count = digests.length / DIGEST_BYTES;
    const known = await this.#known.read(this.#block, count);
    for (let at = 0; at < known.length; at += DIGEST_BYTES) {
      const [ours, theirs] = [digests, known].map((list) =>
        Buffer.from(list.subarray(at, at + DIGEST_BYTES)),
      );
      if (theirs && ours?.equals(theirs) === false) this.#wrongBlock ??= this.#block + at / DIGEST_BYTES;
    }
    this.#block += count;
  }
}
