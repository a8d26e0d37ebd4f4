import { createHash, hash, type Hash } from 'node:crypto';
import { DIGEST_BYTES } from '../format/digest-spool.js';
import { isFasterAlone, lanesUnless } from '../hashing/sha256-lanes.js';

/** Blocks up to this length are compared with zeros before they are hashed: that is fifty times faster. */
const longestZeroTest = 1024 * 1024;
const zeroBlocks = new Map<number, { readonly zeros: Buffer; readonly digest: Buffer }>();

function zeroBlock(length: number): { readonly zeros: Buffer; readonly digest: Buffer } {
  let known = zeroBlocks.get(length);
  if (!known) {
    // Block lengths come from the configuration; only a last block has another. Nothing here may grow with the volumes.
    if (zeroBlocks.size > 4) zeroBlocks.clear();
    const zeros = Buffer.alloc(length);
    known = { zeros, digest: hash('sha256', zeros, 'buffer') };
    zeroBlocks.set(length, known);
  }
  return known;
}

const zeroDigestOf = (block: Uint8Array): Uint8Array | null => {
  if (block.length > longestZeroTest) return null;
  const { zeros, digest } = zeroBlock(block.length);
  return zeros.equals(block) ? digest : null;
};

/** SHA-256 of so many blocks of zeros, one after the other. */
export const zeroDigests = (count: number, blockSize: number): Uint8Array => {
  const { digest } = zeroBlock(blockSize);
  return Buffer.alloc(count * DIGEST_BYTES, digest);
};

const lanesHere = lanesUnless(isFasterAlone);

/** Of blocks of one length, as many at a time as there are lanes. */
function* digestsOf(blocks: readonly Uint8Array[]): Generator<Uint8Array> {
  const lanes = blocks.length > 1 ? lanesHere() : null;
  if (lanes === null) {
    for (const block of blocks) yield hash('sha256', block, 'buffer');
    return;
  }
  for (let at = 0; at < blocks.length; at += lanes.count) {
    const found = lanes.hash(blocks.slice(at, at + lanes.count));
    for (let i = 0; i < found.length; i += DIGEST_BYTES) yield found.subarray(i, i + DIGEST_BYTES);
  }
}

/** SHA-256 of each block of the data, one after the other; the last block may be short and is not padded. */
export function hashBlocks(data: Uint8Array, blockSize: number): Uint8Array {
  const whole = Math.floor(data.length / blockSize);
  const digests = new Uint8Array(Math.ceil(data.length / blockSize) * DIGEST_BYTES);
  const others: number[] = [];
  const blocks: Uint8Array[] = [];
  for (let number = 0; number < whole; number++) {
    const block = data.subarray(number * blockSize, (number + 1) * blockSize);
    const zeroDigest = zeroDigestOf(block);
    if (zeroDigest !== null) {
      digests.set(zeroDigest, number * DIGEST_BYTES);
      continue;
    }
    others.push(number);
    blocks.push(block);
  }
  let next = 0;
  for (const digest of digestsOf(blocks)) digests.set(digest, (others[next++] ?? 0) * DIGEST_BYTES);
  const short = data.subarray(whole * blockSize);
  if (short.length > 0) digests.set(hash('sha256', short, 'buffer'), whole * DIGEST_BYTES);
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
