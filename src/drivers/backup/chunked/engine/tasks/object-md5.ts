import { createHash } from 'node:crypto';
import type { Md5 } from '../../hashing/md5-lanes.js';
import { openMd5Beside } from '../../hashing/open-md5.js';
import { type Piece, PIECE_BYTES, zeros } from '../pieces.js';

/** Lengths come from the chunk size; only the object at a volume's end has another. Nothing here may grow with the volumes. */
const known = new Map<number, string>();

/** MD5 of an object's plain bytes. One that is a hole altogether has that of zeros, which is computed once for each length. */
export class ObjectMd5 {
  #md5: Md5 | null = null;
  /** Zeros that began the object and were not hashed yet. */
  #holes = 0;
  /** What is under way, the oldest first. */
  readonly #hashing: Promise<void>[] = [];

  /** @param length bytes of the object */
  constructor(private readonly length: number) {}

  /** Resolves when the next piece may come, which can be before this one is hashed: it is held as long. */
  async update({ data, isHole, hold }: Pick<Piece, 'data' | 'isHole' | 'hold'>): Promise<void> {
    if (this.#md5 === null && isHole) {
      this.#holes += data.length;
      return;
    }
    if (this.#md5 === null) {
      this.#md5 = openMd5Beside(this.length);
      for (const part of zerosOf(this.#holes)) await this.#hash(this.#md5, part, () => {});
    }
    await this.#hash(this.#md5, data, hold);
  }

  /** The last call, after a failure too. */
  close(): void {
    this.#md5?.close();
  }

  /** Lower-case hex. */
  async digest(): Promise<string> {
    if (this.#md5 === null) return this.#ofHoles();
    await Promise.all(this.#hashing);
    return this.#md5.digest();
  }

  async #hash(md5: Md5, data: Uint8Array, hold: Piece['hold']): Promise<void> {
    while (this.#hashing.length >= md5.ahead) await this.#hashing.shift();
    const hashing = Promise.resolve(md5.update(data));
    hold(hashing);
    // Met when its turn comes; until then a failure must not count as unhandled.
    hashing.catch(() => {});
    this.#hashing.push(hashing);
  }

  #ofHoles(): string {
    let text = known.get(this.#holes);
    if (text === undefined) {
      const md5 = createHash('md5');
      for (const part of zerosOf(this.#holes)) md5.update(part);
      text = md5.digest('hex');
      if (known.size > 4) known.clear();
      known.set(this.#holes, text);
    }
    return text;
  }
}

function* zerosOf(length: number): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= PIECE_BYTES) yield zeros(Math.min(left, PIECE_BYTES));
}
