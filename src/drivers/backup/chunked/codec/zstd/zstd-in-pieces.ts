import { openStream, pipelined } from '../pipelined.js';
import { PlainPieces, type PlainPiece } from '../plain-pieces.js';
import { Compressors, type Compressor } from './compressors.js';
import { EMPTY_LAST_BLOCK, frameHeader, WINDOW_LOG } from './frame-header.js';
import type { ZstdLibrary } from './library.js';

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
  const compressors = new Compressors(zstd, PIECE_BYTES);
  return async function* (source, plainLength) {
    const stream = openStream();
    // Others that come later leave it less, those that end no more than it has room for.
    const most = stream.share();
    const cut = { length: plainLength, pieceBytes: PIECE_BYTES, dictionaryBytes: 0, kept: most - 1 };
    const pieces = new PlainPieces(source, cut);
    const taken = new Set<Compressor>();
    const give = (compressor: Compressor): void => {
      if (taken.delete(compressor)) compressors.give(compressor);
    };
    const compressed = async ({ data, isLast }: PlainPiece) => {
      const compressor = await compressors.take();
      taken.add(compressor);
      const { context, out } = compressor;
      return { compressor, blocks: await zstd.compress(context, data, { level, isLast, out }) };
    };
    try {
      yield frameHeader(plainLength);
      for await (const { compressor, blocks } of pipelined(pieces, compressed, () =>
        Math.min(most, stream.share()),
      )) {
        try {
          yield blocks;
        } finally {
          // A reader that stops here must not keep what others wait for until its own next pieces, which wait as well, are done.
          give(compressor);
        }
      }
      if (plainLength === 0) yield EMPTY_LAST_BLOCK;
    } finally {
      // Nothing is under way any more; the results that nobody asked for are still held.
      taken.forEach(give);
      stream.close();
      pieces.giveBack();
    }
  };
};
