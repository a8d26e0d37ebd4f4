import { compressedPieces } from '../compressed-pieces.js';
import { Compressors } from '../compressors.js';
import { AT_ONCE, openStream } from '../pipelined.js';
import { PlainPieces } from '../plain-pieces.js';
import { ADLER_START, adler32OfZeros } from './adler32.js';
import { deflatePiece, isZeroPiece } from './deflate-piece.js';
import { type DeflateWay, PIECE_BYTES } from './deflater.js';

/** Deflate looks back no further. */
const WINDOW_BYTES = 32 * 1024;
/**
 * Pieces under way. They come out in their order, and deflate takes many times as long for one as for another: enough of those behind
 * it go on meanwhile to keep the processors busy.
 */
const UNDER_WAY = 4 * AT_ONCE;
/** RFC 1950: deflate with a window of 32 KiB, level 6. */
const HEADER = Buffer.of(0x78, 0x9c);
/** Deflate's way to say nothing and end. */
const EMPTY_LAST_BLOCK = Buffer.of(0x03, 0x00);

/** @param plainLength bytes the source gives */
export type ParallelDeflate = (
  source: AsyncIterable<Uint8Array>,
  plainLength: number,
) => AsyncGenerator<Uint8Array>;

/**
 * One zlib stream (RFC 1950) of pieces that are compressed side by side, each with the end of the one before as its dictionary. Any
 * reader takes it for a stream like any other. What comes out is good until the next is asked for.
 */
export const parallelDeflate = ({ adler32, createDeflater }: DeflateWay): ParallelDeflate => {
  const compressors = new Compressors(createDeflater, UNDER_WAY);
  return async function* (source, plainLength) {
    const cut = {
      length: plainLength,
      pieceBytes: PIECE_BYTES,
      dictionaryBytes: WINDOW_BYTES,
      kept: UNDER_WAY - 1,
    };
    const pieces = new PlainPieces(source, cut);
    const stream = openStream(UNDER_WAY);
    let adler = ADLER_START;
    async function* summed() {
      for await (const piece of pieces) {
        adler = isZeroPiece(piece) ? adler32OfZeros(adler, piece.data.length) : adler32(adler, piece.data);
        yield piece;
      }
    }
    try {
      yield HEADER;
      yield* compressedPieces(summed(), { compressors, compress: deflatePiece, limit: () => stream.share() });
      if (plainLength === 0) yield EMPTY_LAST_BLOCK;
      const trailer = Buffer.alloc(4);
      trailer.writeUInt32BE(adler);
      yield trailer;
    } finally {
      stream.close();
      pieces.giveBack();
    }
  };
};
