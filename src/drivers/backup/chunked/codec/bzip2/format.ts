/** Constants of the bzip2 format, for both directions. */

/** 48 bits each: the digits of pi start a block, those of its square root end the stream. */
export const BLOCK_MAGIC = [0x314159, 0x265359] as const;
export const END_MAGIC = [0x177245, 0x385090] as const;

/** Symbols coded with one Huffman table before the next table is chosen. */
export const GROUP_SIZE = 50;
export const MIN_TABLES = 2;
export const MAX_TABLES = 6;
/** Symbols: RUNA, RUNB, 255 positions, end of block. */
export const MAX_SYMBOLS = 258;
/** Bytes of a block, after the first run-length coding, per level. */
export const LEVEL_BYTES = 100_000;
export const MAX_LEVEL = 9;
/** A run of this many equal bytes is followed by a count of further ones. */
export const RUN_BEFORE_COUNT = 4;
export const MAX_RUN = 255;
