import { createHash, hash, type Hash } from 'node:crypto';
import { DIGEST_BYTES } from '../format/digest-spool.js';
import { LANES } from '../hashing/lane-code.js';
import { hasShaInstructions, lanesUnless } from '../hashing/sha256-lanes.js';

/** Blocks up to this length are compared with zeros before they are hashed: that is fifty times faster. */
const longestZeroTest = 1024 * 1024;
const zeroDigests = new Map<number, { readonly zeros: Buffer; readonly digest: Buffer }>();

function zeroBlock(length: number): { readonly zeros: Buffer; readonly digest: Buffer } {
  let known = zeroDigests.get(length);
  if (!known) {
    // Block lengths come from the configuration; only a last block has another. Nothing here may grow with the volumes.
    if (zeroDigests.size > 4) zeroDigests.clear();
    const zeros = Buffer.alloc(length);
    known = { zeros, digest: hash('sha256', zeros, 'buffer') };
    zeroDigests.set(length, known);
  }
  return known;
}

const zeroDigestOf = (block: Uint8Array): Uint8Array | null => {
  if (block.length > longestZeroTest) return null;
  const { zeros, digest } = zeroBlock(block.length);
  return zeros.equals(block) ? digest : null;
};

const lanesHere = lanesUnless(hasShaInstructions);

const hashTogether = (blocks: readonly Uint8Array[]): readonly Uint8Array[] => {
  const isUneven = blocks.length < LANES || blocks.some(({ length }) => length !== blocks[0]?.length);
  const lanes = isUneven ? null : lanesHere();
  return lanes === null ? blocks.map((block) => hash('sha256', block, 'buffer')) : lanes.hash(blocks);
};

/** SHA-256 of each block of the data, one after the other; the last block may be short and is not padded. */
export function hashBlocks(data: Uint8Array, blockSize: number): Uint8Array {
  const count = Math.ceil(data.length / blockSize);
  const digests = new Uint8Array(count * DIGEST_BYTES);
  const blockAt = (block: number): Uint8Array => data.subarray(block * blockSize, (block + 1) * blockSize);
  let together: number[] = [];
  const finish = (): void => {
    const found = hashTogether(together.map(blockAt));
    for (const [i, block] of together.entries()) digests.set(found[i] ?? [], block * DIGEST_BYTES);
    together = [];
  };
  for (let block = 0; block < count; block++) {
    const zeroDigest = zeroDigestOf(blockAt(block));
    if (zeroDigest === null) together.push(block);
    else digests.set(zeroDigest, block * DIGEST_BYTES);
    if (together.length === LANES) finish();
  }
  finish();
  return digests;
}

/** SHA-256 of blocks that are longer than the pieces they come in; no piece may reach over the end of a block. */
export class LongBlockHasher {
  #hash: Hash = createHash('sha256');
  #length = 0;

  constructor(readonly blockSize: number) {}

  /** Answers the digest when the piece completes the block, else nothing (an empty array). */
  update(piece: Uint8Array, isLast: boolean): Uint8Array {
    this.#hash.update(piece);
    this.#length += piece.length;
    if (this.#length < this.blockSize && !isLast) return new Uint8Array();
    const digest = this.#hash.digest();
    this.#hash = createHash('sha256');
    this.#length = 0;
    return digest;
  }
}
