import { createHash } from 'node:crypto';
import { openMd5Beside } from '../../hashing/open-md5.js';
import { PartsUnderWay } from '../../hashing/parts-under-way.js';
import { type Piece, PIECE_BYTES, zeros } from '../pieces.js';

/** Lengths come from the chunk size; only the object at a volume's end has another. Nothing here may grow with the volumes. */
const known = new Map<number, string>();

/** MD5 of an object's plain bytes. One that is a hole altogether has that of zeros, which is computed once for each length. */
export class ObjectMd5 {
  #parts: PartsUnderWay | null = null;
  /** Zeros that began the object and were not hashed yet. */
  #holes = 0;

  /** @param length bytes of the object */
  constructor(private readonly length: number) {}

  /** Resolves when the next piece may come, which can be before this one is hashed: it is held as long. */
  async update({ data, isHole, hold }: Pick<Piece, 'data' | 'isHole' | 'hold'>): Promise<void> {
    if (this.#parts === null && isHole) {
      this.#holes += data.length;
      return;
    }
    if (this.#parts === null) {
      this.#parts = new PartsUnderWay(openMd5Beside(this.length));
      for (const part of zerosOf(this.#holes)) await this.#parts.add(part, () => {});
    }
    await this.#parts.add(data, hold);
  }

  /** The last call, after a failure too. */
  close(): void {
    this.#parts?.close();
  }

  /** Lower-case hex. */
  async digest(): Promise<string> {
    return this.#parts === null ? this.#ofHoles() : this.#parts.digest();
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
