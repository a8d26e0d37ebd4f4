import { constants, createZstdCompress, createZstdDecompress, zstdCompressSync } from 'node:zlib';
import { damaged } from '../damaged.js';
import { OUTPUT_BYTES, throughZlib } from '../through-zlib.js';
import { isZlibError } from '../zlib-error.js';
import { WINDOW_LOG } from './frame-header.js';
import { loadZstd } from './library.js';
import { singleFrame } from './single-frame.js';
import { type ZstdInPieces, zstdInPieces } from './zstd-in-pieces.js';

/** Cinder's level. */
const LEVEL = 3;

/** One frame with the content size in its header, without which python-zstd refuses it. */
const frameOf = (plainLength: number) => ({
  pledgedSrcSize: plainLength,
  params: {
    [constants.ZSTD_c_compressionLevel]: LEVEL,
    [constants.ZSTD_c_windowLog]: WINDOW_LOG,
    [constants.ZSTD_c_contentSizeFlag]: 1,
  },
});

/** Bytes that a frame may have more than its content: of what cannot be compressed 3 for each 128 KiB, and a header. */
const frameRoom = (plainLength: number): number => 64 + Math.ceil(plainLength / 1024);

/** Any system, any build of Node. */
export const zstdStreamed: ZstdInPieces = (source, plainLength) =>
  throughZlib(source, createZstdCompress({ chunkSize: OUTPUT_BYTES, ...frameOf(plainLength) }));

let fastest: Promise<ZstdInPieces> | undefined;

/** Loads and tries out zstd's own functions at the first call. */
export async function* zstdCompress(
  source: AsyncIterable<Uint8Array>,
  plainLength: number,
): AsyncGenerator<Uint8Array> {
  fastest ??= loadZstd().then((zstd) => (zstd === null ? zstdStreamed : zstdInPieces(zstd, LEVEL)));
  yield* (await fastest)(source, plainLength);
}

/** The same of bytes that are few, at once: a stream would take longer to set up, and to collect, than they take. */
export const zstdCompressed = (plain: Uint8Array): Uint8Array =>
  zstdCompressSync(plain, {
    chunkSize: plain.length + frameRoom(plain.length),
    ...frameOf(plain.length),
  });

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
