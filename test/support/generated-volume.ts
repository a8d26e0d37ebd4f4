import { createCipheriv, hash, type Cipheriv } from 'node:crypto';
import { open } from 'node:fs/promises';

/** What the parts of a generated volume hold; the shares follow from how often a kind is named. */
export type Content = 'random' | 'zeros' | 'text';

/** Half random, a quarter zeros, a quarter text. */
export const mixedContent: readonly Content[] = ['random', 'text', 'random', 'zeros'];

/** Bytes of one content before the next begins; no multiple of a usual chunk, so that each chunk has some of all. */
const PART_BYTES = 256 * 1024;

/** Writes a volume of the given size; the same seed gives the same bytes on every machine. */
export async function generateVolume(
  path: string,
  sizeBytes: number,
  {
    seed = 1,
    content = mixedContent,
  }: { readonly seed?: number; readonly content?: readonly Content[] } = {},
): Promise<void> {
  const file = await open(path, 'w');
  try {
    const bytes = new SeededBytes(seed);
    for (let offset = 0, part = 0; offset < sizeBytes; offset += PART_BYTES, part++) {
      const kind = content[part % content.length] ?? 'zeros';
      // Zeros are left as a hole, as a file system would.
      if (kind !== 'zeros')
        await file.write(bytes.next(kind, Math.min(PART_BYTES, sizeBytes - offset)), 0, null, offset);
    }
    await file.truncate(sizeBytes);
  } finally {
    await file.close();
  }
}

/** Overwrites a share of the volume with other random bytes, in scattered pieces. Answers how many pieces. */
export async function changeVolume(
  path: string,
  { seed = 2, share = 0.05, pieceBytes = 64 * 1024 } = {},
): Promise<number> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const places = Math.floor(size / pieceBytes);
    const count = Math.round(places * share);
    const bytes = new SeededBytes(seed);
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(bytes.next('random', 4).readUInt32LE() % places);
    for (const place of chosen)
      await file.write(bytes.next('random', pieceBytes), 0, null, place * pieceBytes);
    return count;
  } finally {
    await file.close();
  }
}

/** A stream cipher over zeros: as random as needed, and as fast as the disk. */
export class SeededBytes {
  readonly #cipher: Cipheriv;
  readonly #words: readonly string[];

  constructor(seed: number) {
    const key = hash('sha256', `generated volume ${seed}`, 'buffer');
    this.#cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
    this.#words = this.#vocabulary();
  }

  next(kind: Content, length: number): Buffer {
    if (kind === 'zeros') return Buffer.alloc(length);
    return kind === 'random' ? this.#cipher.update(Buffer.alloc(length)) : this.#text(length);
  }

  #text(length: number): Buffer {
    const choices = this.#cipher.update(Buffer.alloc(length));
    let text = '';
    for (let at = 0; text.length < length; at += 2) {
      text += this.#words[choices.readUInt16LE(at) % this.#words.length] ?? '';
    }
    return Buffer.from(text.slice(0, length), 'latin1');
  }

  #vocabulary(): string[] {
    const letters = this.#cipher.update(Buffer.alloc(2048 * 12));
    return Array.from({ length: 2048 }, (_, word) => {
      const length = 2 + ((letters[word * 12] ?? 0) % 8);
      const codes = [...letters.subarray(word * 12 + 1, word * 12 + 1 + length)].map(
        (byte) => 97 + (byte % 26),
      );
      return `${String.fromCharCode(...codes)}${word % 9 === 0 ? '\n' : ' '}`;
    });
  }
}
