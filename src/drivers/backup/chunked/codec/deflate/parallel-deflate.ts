import { availableParallelism } from 'node:os';
import { ADLER_START, adler32, adler32OfZeros } from './adler32.js';
import { deflatePiece, isZeroPiece } from './deflate-piece.js';
import { PlainPieces } from './plain-pieces.js';

/** Pieces under way: one for each core and one that waits, up to the four threads that Node has for them. */
const AT_ONCE = Math.min(availableParallelism() + 1, 4);
/** Streams that are written in this thread now. They share what may be under way: with several, one piece of each is enough. */
let open = 0;
const shareOfPieces = (): number => Math.ceil(AT_ONCE / open);

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
  const pieces = new PlainPieces(source, plainLength, AT_ONCE - 1);
  const underWay: Promise<Uint8Array>[] = [];
  let adler = ADLER_START;
  open++;
  try {
    yield HEADER;
    for await (const piece of pieces) {
      const compressed = deflatePiece(piece);
      // A failure is met when its turn comes; until then it must not count as unhandled.
      compressed.catch(() => {});
      underWay.push(compressed);
      adler = isZeroPiece(piece) ? adler32OfZeros(adler, piece.data.length) : adler32(adler, piece.data);
      while (underWay.length >= shareOfPieces()) yield (await underWay.shift()) as Uint8Array;
    }
    for (const compressed of underWay) yield await compressed;
    if (plainLength === 0) yield EMPTY_LAST_BLOCK;
    const trailer = Buffer.alloc(4);
    trailer.writeUInt32BE(adler);
    yield trailer;
  } finally {
    open--;
    await Promise.allSettled(underWay);
    pieces.giveBack();
  }
}
