import type { Compressors } from './compressors.js';
import { pipelined } from './pipelined.js';
import type { PlainPiece } from './plain-pieces.js';

export interface Compressing<C> {
  readonly compressors: Compressors<C>;
  /** What comes out may lie in the compressor's own memory. */
  compress(piece: PlainPiece, compressor: C): Promise<Uint8Array>;
  /** How many pieces may be under way now. */
  limit(): number;
}

/** What becomes of the pieces, in their order, compressed side by side. Each is good until the next is asked for. */
export async function* compressedPieces<C>(
  pieces: AsyncIterable<PlainPiece>,
  { compressors, compress, limit }: Compressing<C>,
): AsyncGenerator<Uint8Array> {
  const taken = new Set<C>();
  const give = (compressor: C): void => {
    if (taken.delete(compressor)) compressors.give(compressor);
  };
  const work = async (piece: PlainPiece) => {
    const compressor = await compressors.take();
    taken.add(compressor);
    return { compressor, bytes: await compress(piece, compressor) };
  };
  try {
    for await (const { compressor, bytes } of pipelined(pieces, work, limit)) {
      try {
        yield bytes;
      } finally {
        // A reader that stops here must not keep what others wait for until its own next pieces, which wait as well, are done.
        give(compressor);
      }
    }
  } finally {
    // Nothing is under way any more; the results that nobody asked for are still held.
    taken.forEach(give);
  }
}
