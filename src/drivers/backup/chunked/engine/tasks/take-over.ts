import { DIGEST_BYTES, MANY_DIGESTS } from '../../format/digest-spool.js';
import type { DigestBatch } from '../../format/digest-batch.js';
import type { DigestWindow } from '../../format/digest-window.js';

/** Blocks of the volume. */
export interface BlockRange {
  readonly first: number;
  readonly end: number;
}

const none = Buffer.alloc(DIGEST_BYTES);

/**
 * The runs of blocks [first, end, …] that have to be read: the suspects, and blocks whose digest the parent does not have. All
 * others have the parent's digest.
 */
export async function blocksToRead(
  parent: DigestWindow,
  { first, end }: BlockRange,
  suspects: readonly number[],
): Promise<number[]> {
  const left: number[] = [];
  let i = 0;
  for (let from = first; from < end; from += MANY_DIGESTS) {
    const to = Math.min(from + MANY_DIGESTS, end);
    const digests = bufferOf(await parent.read(from, to - from));
    for (let block = from; block < to; block++) {
      while (i < suspects.length && (suspects[i + 1] ?? 0) <= block) i += 2;
      const isSuspect = i < suspects.length && (suspects[i] ?? 0) <= block;
      if (!isSuspect && hasDigest(digests, block - from)) continue;
      if (left.at(-1) === block) left[left.length - 1] = block + 1;
      else left.push(block, block + 1);
    }
  }
  return left;
}

/** Writes the parent's digests of blocks that cannot have changed into our own list. */
export async function takeOver(
  own: DigestBatch,
  parent: DigestWindow,
  { first, end }: BlockRange,
): Promise<void> {
  for (let from = first; from < end; from += MANY_DIGESTS)
    await own.add(from, await parent.read(from, Math.min(MANY_DIGESTS, end - from)));
}

const bufferOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

/** Zeros stand for a digest that could not be read (format/sha256file.ts). */
const hasDigest = (digests: Buffer, index: number): boolean => {
  const digest = digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
  return digest.length === DIGEST_BYTES && (digest[0] !== 0 || !none.equals(digest));
};
