import type { CompressionAlgorithm } from './algorithm.js';
import { atMost, exactly, type ByteTransform } from './byte-count.js';
import { bzip2Compress } from './bzip2/compress.js';
import { bzip2Decompress } from './bzip2/decompress.js';
import { deflate, inflate } from './zlib-codec.js';
import { zstdCompress, zstdDecompress } from './zstd/zstd-codec.js';

const COMPRESSORS: Readonly<
  Record<
    CompressionAlgorithm,
    (source: AsyncIterable<Uint8Array>, plainLength: number) => AsyncIterable<Uint8Array>
  >
> = {
  none: (source) => source,
  zlib: deflate,
  gzip: deflate,
  bz2: bzip2Compress,
  bzip2: bzip2Compress,
  zstd: zstdCompress,
};

const DECOMPRESSORS: Readonly<
  Record<CompressionAlgorithm, (source: AsyncIterable<Uint8Array>, what: string) => AsyncIterable<Uint8Array>>
> = {
  none: (source) => source,
  zlib: inflate,
  gzip: inflate,
  bz2: bzip2Decompress,
  bzip2: bzip2Decompress,
  zstd: zstdDecompress,
};

/**
 * Compresses one object: one complete stream, as Cinder's readers want it, in bounded memory.
 * The source may reuse a piece's buffer once it is asked for the next one, and so may what comes out.
 * @param plainLength bytes the source will give; a source that gives fewer or more is a RangeError
 */
export const compress =
  (algorithm: CompressionAlgorithm, plainLength: number): ByteTransform =>
  (source) =>
    COMPRESSORS[algorithm](exactly(source, plainLength), plainLength);

/**
 * Decompresses one object in bounded memory. A piece is good until the next one is asked for.
 * @param limitBytes more plain bytes than this are refused before they are handed on: pass the length the metadata gives.
 *   Fewer are not refused; the reader compares the length at the end.
 * @param what names the object in errors
 * @throws InvalidBackup (while iterated) when the stream is damaged, cut short, too long, or followed by anything
 */
export const decompress =
  (algorithm: CompressionAlgorithm, limitBytes: number, what = 'an object'): ByteTransform =>
  (source) =>
    atMost(DECOMPRESSORS[algorithm](source, what), limitBytes, what);
