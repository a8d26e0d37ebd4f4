import type { CompressionAlgorithm } from './algorithm.js';
import { compress } from './codec.js';
import { smallerWithDeflate } from './zlib-codec.js';
import { smallerWithZstd } from './zstd/zstd-codec.js';

/** The compressed stream reached the plain length: the object is to be stored plain (spec/backup-formats.md section 1.2). */
export class NotSmaller extends Error {
  override readonly name = 'NotSmaller';
}

/** Passes bytes through until `plainLength` of them came, then throws NotSmaller; as the body of a put it leaves nothing behind. */
export async function* onlyIfSmaller(
  compressed: AsyncIterable<Uint8Array>,
  plainLength: number,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of compressed) {
    length += piece.length;
    if (length >= plainLength) throw new NotSmaller(`not smaller than ${plainLength} bytes`);
    yield piece;
  }
}

/** Compresses data held in memory, or answers it as it is, named `none`, when that did not make it smaller. */
export async function compressIfSmaller(
  algorithm: CompressionAlgorithm,
  plain: Uint8Array,
): Promise<{ readonly compression: CompressionAlgorithm; readonly bytes: Uint8Array }> {
  const asItIs = { compression: 'none', bytes: plain } as const;
  if (algorithm === 'none') return asItIs;
  const bytes = await smaller(algorithm, plain);
  return bytes === null ? asItIs : { compression: algorithm, bytes };
}

/** At once where that can be done: a stream takes longer to set up than few bytes take to compress. Null when it does not get smaller. */
async function smaller(algorithm: CompressionAlgorithm, plain: Uint8Array): Promise<Uint8Array | null> {
  if (algorithm === 'zstd') return smallerWithZstd(plain);
  if (algorithm === 'zlib' || algorithm === 'gzip') return smallerWithDeflate(plain);
  return streamed(algorithm, plain);
}

/** Null when it does not get smaller. */
async function streamed(algorithm: CompressionAlgorithm, plain: Uint8Array): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of onlyIfSmaller(compress(algorithm, plain.length)(once(plain)), plain.length)) {
      // Each is good until the next one is asked for.
      pieces.push(Uint8Array.from(piece));
    }
  } catch (error) {
    if (error instanceof NotSmaller) return null;
    throw error;
  }
  return Buffer.concat(pieces);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
