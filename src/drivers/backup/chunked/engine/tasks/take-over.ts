import { DIGEST_BYTES, type DigestSpool } from '../../format/digest-spool.js';

const none = Buffer.alloc(DIGEST_BYTES);

/**
 * Writes the parent's digests of all blocks that cannot have changed into our own list, and answers the runs of blocks
 * [first, end, …] that are left to be read: the suspects, and blocks whose digest the parent does not have.
 */
export async function takeOver(
  own: DigestSpool,
  parent: DigestSpool,
  {
    within,
    known,
    suspects,
  }: { readonly within: readonly number[]; readonly known: number; readonly suspects: readonly number[] },
): Promise<number[]> {
  const [first = 0, end = 0] = within;
  const digests = Buffer.from(await parent.read(first, Math.max(0, Math.min(end, known) - first)));
  const left: number[] = [];
  let quiet = first;
  const settle = async (upTo: number): Promise<void> => {
    if (upTo > quiet) await own.write(quiet, slice(digests, quiet - first, upTo - first));
  };
  for (let block = first, i = 0; block < end; block++) {
    while (i < suspects.length && (suspects[i + 1] ?? 0) <= block) i += 2;
    const isSuspect = i < suspects.length && (suspects[i] ?? 0) <= block;
    if (!isSuspect && hasDigest(digests, block - first)) continue;
    await settle(block);
    quiet = block + 1;
    if (left.at(-1) === block) left[left.length - 1] = block + 1;
    else left.push(block, block + 1);
  }
  await settle(end);
  return left;
}

const slice = (digests: Buffer, from: number, to: number): Buffer =>
  digests.subarray(from * DIGEST_BYTES, to * DIGEST_BYTES);

/** Zeros stand for a digest that could not be read (format/sha256file.ts). */
const hasDigest = (digests: Buffer, index: number): boolean => {
  const digest = slice(digests, index, index + 1);
  return digest.length === DIGEST_BYTES && (digest[0] !== 0 || !none.equals(digest));
};
