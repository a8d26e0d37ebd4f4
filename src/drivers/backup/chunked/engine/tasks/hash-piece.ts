import { hashBlocks } from '../block-hasher.js';

export interface HashPieceInput {
  /** Over shared memory. */
  readonly data: Uint8Array;
  readonly blockSize: number;
}

/** The digests of a piece's blocks, for a thread that has more to do with a big object than one core can. */
export async function hashPiece({ data, blockSize }: HashPieceInput): Promise<Uint8Array> {
  return hashBlocks(data, blockSize);
}
