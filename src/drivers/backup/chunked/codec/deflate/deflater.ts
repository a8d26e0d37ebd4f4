import { promisify } from 'node:util';
import { constants, deflateRaw, zstdCompress } from 'node:zlib';
import type { PlainPiece } from '../plain-pieces.js';
import { roomFor as roomForZstd, type ZstdLibrary } from '../zstd/library.js';
import { adler32 } from './adler32.js';
import { type DeflateLibrary, roomFor } from './library.js';

/** Big enough to compress as well as one stream does, small beside the memory budget. */
export const PIECE_BYTES = 128 * 1024;

/** Compresses pieces, one after the other. */
export interface Deflater {
  /** What comes out may lie here; room for a piece that does not get smaller. */
  readonly out: Uint8Array;
  /** Deflate blocks (RFC 1951), ending on a byte border; the last piece ends the stream. Good until the next piece. */
  deflate(piece: PlainPiece): Promise<Uint8Array>;
  /** Whether zstd's fastest level makes it smaller. */
  isSmallerWithZstd(data: Uint8Array): Promise<boolean>;
}

/** All ways make the same blocks of a piece, on the threads that Node keeps for such work. */
export interface DeflateWay {
  createDeflater(): Deflater;
  /** See adler32.ts. */
  readonly adler32: (adler: number, data: Uint8Array) => number;
}

const FASTEST = 1;
const ROOM = roomFor(PIECE_BYTES);

const deflated = promisify(deflateRaw);
const zstdCompressed = promisify(zstdCompress);

/** Any system, any build of Node. */
export const deflateByNode: DeflateWay = {
  adler32,
  createDeflater: () => ({
    out: new Uint8Array(ROOM),
    deflate: ({ data, dictionary, isLast }) =>
      deflated(data, {
        // Room for all, so that one call does.
        chunkSize: ROOM,
        finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
        ...(dictionary.length > 0 ? { dictionary } : {}),
      }),
    async isSmallerWithZstd(data) {
      const { length } = await zstdCompressed(data, {
        chunkSize: ROOM,
        // Without it zstd makes room for more, which takes as long as the rest.
        pledgedSrcSize: data.length,
        params: { [constants.ZSTD_c_compressionLevel]: FASTEST },
      });
      return length < data.length;
    },
  }),
};

/**
 * States that are used again. node:zlib sets them up for each piece, and V8, which counts their memory as garbage then, collects all
 * of a thread's heap twenty times a second.
 */
export const deflateByLibraries = (zlib: DeflateLibrary, zstd: ZstdLibrary): DeflateWay => ({
  adler32: zlib.adler32,
  createDeflater() {
    const stream = zlib.createStream('blocks');
    const context = zstd.createContext();
    const out = new Uint8Array(new SharedArrayBuffer(Math.max(ROOM, roomForZstd(PIECE_BYTES))));
    return {
      out,
      deflate: (piece) => zlib.compress(stream, piece, out),
      async isSmallerWithZstd(data) {
        const { length } = await zstd.compress(context, data, { level: FASTEST, isLast: true, out });
        return length < data.length;
      },
    };
  },
});
