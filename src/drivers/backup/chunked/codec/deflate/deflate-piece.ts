import type { PlainPiece } from '../plain-pieces.js';
import { type Deflater, PIECE_BYTES } from './deflater.js';
import { isDense } from './is-dense.js';
import { storedBlocks } from './stored-blocks.js';

const zeros = Buffer.alloc(PIECE_BYTES);
let compressedZeros: Promise<Uint8Array> | undefined;

/** All of it, and a full piece: those are the same every time. */
export const isZeroPiece = ({ data, isLast }: PlainPiece): boolean => !isLast && zeros.equals(data);

/**
 * The deflate blocks of one piece, good until the deflater's next one.
 *
 * Deflate takes as long for bytes that do not get smaller as for others. Those are told apart first: all values are about equally
 * often, and zstd, which is ten times as fast, finds nothing in them either. It looks back further than deflate can.
 */
export async function deflatePiece(piece: PlainPiece, deflater: Deflater): Promise<Uint8Array> {
  const { data, isLast } = piece;
  if (isZeroPiece(piece)) return (compressedZeros ??= deflateZeros(deflater));
  if (isDense(data) && !(await deflater.isSmallerWithZstd(data)))
    return storedBlocks(data, isLast, deflater.out);
  return deflater.deflate(piece);
}

const deflateZeros = async (deflater: Deflater): Promise<Uint8Array> =>
  Uint8Array.from(await deflater.deflate({ data: zeros, dictionary: new Uint8Array(), isLast: false }));
