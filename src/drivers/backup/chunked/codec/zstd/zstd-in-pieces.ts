import { compressedPieces } from '../compressed-pieces.js';
import { Compressors } from '../compressors.js';
import { openStream } from '../pipelined.js';
import { PlainPieces } from '../plain-pieces.js';
import { EMPTY_LAST_BLOCK, frameHeader, WINDOW_LOG } from './frame-header.js';
import { roomFor, type ZstdLibrary } from './library.js';

/** No piece refers to another one, so each is as long as the window. */
export const PIECE_BYTES = 2 ** WINDOW_LOG;

export type ZstdInPieces = (
  source: AsyncIterable<Uint8Array>,
  plainLength: number,
) => AsyncGenerator<Uint8Array>;

/**
 * One zstd frame (RFC 8878) of pieces that are compressed side by side by the threads that Node keeps for such work. Each lies in
 * memory in one run, which zstd goes through about half as fast again as through the ring in which it keeps a stream. What comes out is
 * good until the next is asked for.
 */
export const zstdInPieces = (zstd: ZstdLibrary, level: number): ZstdInPieces => {
  const compressors = new Compressors(() => ({
    context: zstd.createContext(),
    out: new Uint8Array(new SharedArrayBuffer(roomFor(PIECE_BYTES))),
  }));
  return async function* (source, plainLength) {
    const stream = openStream();
    // Others that come later leave it less, those that end no more than it has room for.
    const most = stream.share();
    const cut = { length: plainLength, pieceBytes: PIECE_BYTES, dictionaryBytes: 0, kept: most - 1 };
    const pieces = new PlainPieces(source, cut);
    try {
      yield frameHeader(plainLength);
      yield* compressedPieces(pieces, {
        compressors,
        compress: ({ data, isLast }, { context, out }) =>
          zstd.compress(context, data, { level, isLast, out }),
        limit: () => Math.min(most, stream.share()),
      });
      if (plainLength === 0) yield EMPTY_LAST_BLOCK;
    } finally {
      stream.close();
      pieces.giveBack();
    }
  };
};
