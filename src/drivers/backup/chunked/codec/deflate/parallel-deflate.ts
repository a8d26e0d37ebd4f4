import { AT_ONCE, openStream, pipelined } from '../pipelined.js';
import { PlainPieces } from '../plain-pieces.js';
import { ADLER_START, adler32, adler32OfZeros } from './adler32.js';
import { deflatePiece, isZeroPiece, PIECE_BYTES } from './deflate-piece.js';

/** Deflate looks back no further. */
const WINDOW_BYTES = 32 * 1024;
/** RFC 1950: deflate with a window of 32 KiB, level 6. */
const HEADER = Buffer.of(0x78, 0x9c);
/** Deflate's way to say nothing and end. */
const EMPTY_LAST_BLOCK = Buffer.of(0x03, 0x00);

/**
 * One zlib stream (RFC 1950) of pieces that are compressed side by side, each with the end of the one before as its dictionary. Any
 * reader takes it for a stream like any other.
 * @param plainLength bytes the source gives
 */
export async function* parallelDeflate(
  source: AsyncIterable<Uint8Array>,
  plainLength: number,
): AsyncGenerator<Uint8Array> {
  const cut = {
    length: plainLength,
    pieceBytes: PIECE_BYTES,
    dictionaryBytes: WINDOW_BYTES,
    kept: AT_ONCE - 1,
  };
  const pieces = new PlainPieces(source, cut);
  const stream = openStream();
  let adler = ADLER_START;
  try {
    yield HEADER;
    yield* pipelined(
      pieces,
      (piece) => {
        adler = isZeroPiece(piece) ? adler32OfZeros(adler, piece.data.length) : adler32(adler, piece.data);
        return deflatePiece(piece);
      },
      () => stream.share(),
    );
    if (plainLength === 0) yield EMPTY_LAST_BLOCK;
    const trailer = Buffer.alloc(4);
    trailer.writeUInt32BE(adler);
    yield trailer;
  } finally {
    stream.close();
    pieces.giveBack();
  }
}
