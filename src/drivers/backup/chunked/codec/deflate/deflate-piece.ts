import { promisify } from 'node:util';
import { constants, deflateRaw, zstdCompress } from 'node:zlib';
import type { PlainPiece } from '../plain-pieces.js';
import { isDense } from './is-dense.js';
import { storedBlocks } from './stored-blocks.js';

const deflated = promisify(deflateRaw);
const zstdCompressed = promisify(zstdCompress);

/** Big enough to compress as well as one stream does, small beside the memory budget. */
export const PIECE_BYTES = 128 * 1024;

/** Room for what deflate makes of bytes that do not get smaller, so that one call does. */
const roomFor = (length: number): number => length + 1024;
const zeros = Buffer.alloc(PIECE_BYTES);
let compressedZeros: Promise<Uint8Array> | undefined;

/** All of it, and a full piece: those are the same every time. */
export const isZeroPiece = ({ data, isLast }: PlainPiece): boolean => !isLast && zeros.equals(data);

/**
 * The deflate blocks of one piece (RFC 1951), ending on a byte border; the last piece ends the stream. Computed by the threads that
 * Node keeps for such work, so that several pieces at once use several cores.
 *
 * Deflate takes as long for bytes that do not get smaller as for others. Those are told apart first: all values are about equally
 * often, and zstd, which is ten times as fast, finds nothing in them either. It looks back further than deflate can.
 */
export async function deflatePiece(piece: PlainPiece): Promise<Uint8Array> {
  const { data, isLast } = piece;
  if (isZeroPiece(piece)) return (compressedZeros ??= deflateBlocks(zeros));
  if (isDense(data) && !(await isSmallerWithZstd(data))) return storedBlocks(data, isLast);
  return deflateBlocks(data, piece);
}

const deflateBlocks = (data: Uint8Array, within?: PlainPiece): Promise<Uint8Array> =>
  deflated(data, {
    chunkSize: roomFor(data.length),
    finishFlush: within?.isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
    ...(within && within.dictionary.length > 0 ? { dictionary: within.dictionary } : {}),
  });

async function isSmallerWithZstd(data: Uint8Array): Promise<boolean> {
  const { length } = await zstdCompressed(data, {
    chunkSize: roomFor(data.length),
    // Without it zstd makes room for more, which takes as long as the rest.
    pledgedSrcSize: data.length,
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
  });
  return length < data.length;
}
