import { createHash } from 'node:crypto';
import type { Md5 } from '../../hashing/md5-lanes.js';
import { openMd5 } from '../../hashing/open-md5.js';
import type { Piece } from '../pieces.js';

const zeros = new Uint8Array(512 * 1024);
/** Lengths come from the chunk size; only the object at a volume's end has another. Nothing here may grow with the volumes. */
const known = new Map<number, string>();

/** MD5 of an object's plain bytes. One that is a hole altogether has that of zeros, which is computed once for each length. */
export class ObjectMd5 {
  #md5: Md5 | null = null;
  /** Zeros that began the object and were not hashed yet. */
  #holes = 0;

  /** @param length bytes of the object */
  constructor(private readonly length: number) {}

  /** The piece must not change until this resolves. */
  async update({ data, isHole }: Pick<Piece, 'data' | 'isHole'>): Promise<void> {
    if (this.#md5 === null && isHole) {
      this.#holes += data.length;
      return;
    }
    if (this.#md5 === null) {
      this.#md5 = openMd5(this.length);
      for (const part of zerosOf(this.#holes)) await this.#md5.update(part);
    }
    await this.#md5.update(data);
  }

  /** The last call, after a failure too. */
  close(): void {
    this.#md5?.close();
  }

  /** Lower-case hex. */
  async digest(): Promise<string> {
    if (this.#md5 !== null) return this.#md5.digest();
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
  for (let left = length; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}
