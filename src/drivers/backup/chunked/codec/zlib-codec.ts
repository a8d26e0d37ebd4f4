import { createInflate } from 'node:zlib';
import { damaged } from './damaged.js';
import { loadDeflateAtOnce } from './deflate/deflate-at-once.js';
import { loadDeflateWay } from './deflate/deflate-way.js';
import { isDense } from './deflate/is-dense.js';
import { type ParallelDeflate, parallelDeflate } from './deflate/parallel-deflate.js';
import { OUTPUT_BYTES, throughZlib, TrailingBytes } from './through-zlib.js';
import { isZlibError } from './zlib-error.js';
import { loadZstdAtOnce } from './zstd/zstd-at-once.js';

let fastest: Promise<ParallelDeflate> | undefined;

/** RFC 1950, level 6 as in Python: what Cinder calls zlib and also what it calls gzip. */
export async function* deflate(
  source: AsyncIterable<Uint8Array>,
  plainLength: number,
): AsyncGenerator<Uint8Array> {
  fastest ??= loadDeflateWay().then(parallelDeflate);
  yield* (await fastest)(source, plainLength);
}

/**
 * The same of bytes that are few, at once; null when they do not get smaller. Those that zstd cannot make smaller either are not tried:
 * deflate would take as long for them as for others (see deflate/deflate-piece.ts).
 */
export const smallerWithDeflate = async (plain: Uint8Array): Promise<Uint8Array | null> => {
  if (isDense(plain) && (await loadZstdAtOnce())(plain).length >= plain.length) return null;
  const stream = (await loadDeflateAtOnce())(plain);
  return stream.length < plain.length ? stream.slice() : null;
};

/** One zlib stream and nothing behind it. @throws InvalidBackup */
export async function* inflate(source: AsyncIterable<Uint8Array>, what: string): AsyncGenerator<Uint8Array> {
  try {
    yield* throughZlib(source, createInflate({ chunkSize: OUTPUT_BYTES }));
  } catch (error) {
    if (error instanceof TrailingBytes) throw damaged(what, 'bytes follow the end of the zlib data');
    if (!isZlibError(error)) throw error;
    throw damaged(
      what,
      error.code === 'Z_BUF_ERROR'
        ? 'the zlib data is cut short'
        : `the zlib data is damaged (${error.message})`,
    );
  }
}
