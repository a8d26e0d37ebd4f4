import { createInflate, deflateSync } from 'node:zlib';
import { damaged } from './damaged.js';
import { isDense } from './deflate/is-dense.js';
import { parallelDeflate } from './deflate/parallel-deflate.js';
import { inBiggerParts } from './in-bigger-parts.js';
import { OUTPUT_BYTES, throughZlib, TrailingBytes } from './through-zlib.js';
import { isZlibError } from './zlib-error.js';
import { zstdCompressed } from './zstd/zstd-codec.js';

/** Compressed pieces are gathered until they are worth a write. */
const PART_BYTES = 64 * 1024;

/** RFC 1950, level 6 as in Python: what Cinder calls zlib and also what it calls gzip. */
export const deflate = (source: AsyncIterable<Uint8Array>, plainLength: number): AsyncIterable<Uint8Array> =>
  inBiggerParts(parallelDeflate(source, plainLength), PART_BYTES);

/**
 * The same of bytes that are few, at once. Those that zstd cannot make smaller either come out as they went in: deflate would take as
 * long for them as for others (see deflate/deflate-piece.ts).
 */
export const deflated = (plain: Uint8Array): Uint8Array =>
  isDense(plain) && zstdCompressed(plain).length >= plain.length
    ? plain
    : deflateSync(plain, { chunkSize: plain.length + 1024 });

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
