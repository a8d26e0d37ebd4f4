import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { damaged } from '../damaged.js';
import { OUTPUT_BYTES, throughZlib } from '../through-zlib.js';
import { isZlibError } from '../zlib-error.js';
import { frameOptions, LEVEL } from './frame-options.js';
import { loadZstd } from './library.js';
import { singleFrame } from './single-frame.js';
import { loadZstdAtOnce } from './zstd-at-once.js';
import { type ZstdInPieces, zstdInPieces } from './zstd-in-pieces.js';

/** Any system, any build of Node. */
export const zstdStreamed: ZstdInPieces = (source, plainLength) =>
  throughZlib(source, createZstdCompress({ chunkSize: OUTPUT_BYTES, ...frameOptions(plainLength) }));

let fastest: Promise<ZstdInPieces> | undefined;

/** Loads and tries out zstd's own functions at the first call. */
export async function* zstdCompress(
  source: AsyncIterable<Uint8Array>,
  plainLength: number,
): AsyncGenerator<Uint8Array> {
  fastest ??= loadZstd().then((zstd) => (zstd === null ? zstdStreamed : zstdInPieces(zstd, LEVEL)));
  yield* (await fastest)(source, plainLength);
}

/** The same of bytes that are few, at once; null when they do not get smaller. */
export const smallerWithZstd = async (plain: Uint8Array): Promise<Uint8Array | null> => {
  const frame = (await loadZstdAtOnce())(plain);
  return frame.length < plain.length ? frame.slice() : null;
};

/** One frame, with or without its content size, and nothing behind it. @throws InvalidBackup */
export async function* zstdDecompress(
  source: AsyncIterable<Uint8Array>,
  what: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* throughZlib(singleFrame(source, what), createZstdDecompress({ chunkSize: OUTPUT_BYTES }));
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw damaged(what, `the zstd data is damaged (${error.message})`);
  }
}
