import { crcEnd, crcNext, crcStart } from './crc.js';
import { Damage } from './damage.js';
import { RUN_BEFORE_COUNT } from './format.js';
import type { CodedBlock } from './read-block.js';

/** A run adds at most this much at a time. */
const LARGEST_STEP = 256;
const PIECE_BYTES = 256 * 1024;

/** For each row, the byte in the low 8 bits and above them the row that follows it in the block. */
function successors(column: Uint8Array): Uint32Array {
  const next = new Int32Array(256);
  for (const byte of column) (next[byte] as number)++;
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = next[byte] as number;
    next[byte] = sum;
    sum += count;
  }
  const rows = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const byte = column[row] as number;
    const target = (next[byte] as number)++;
    rows[target] = (rows[target] as number) | (row << 8);
    rows[row] = (rows[row] as number) | byte;
  }
  return rows;
}

/**
 * Undoes the Burrows-Wheeler transform and the first run-length coding, in pieces: 900,000 bytes can stand for 45 MB.
 * @throws Damage at the end, when the checksum is wrong
 */
export function* expandBlock({ column, origin }: CodedBlock, expectedCrc: number): Generator<Uint8Array> {
  const rows = successors(column);
  let piece = new Uint8Array(PIECE_BYTES + LARGEST_STEP);
  let length = 0;
  let crc = crcStart;
  let at = (rows[origin] as number) >>> 8;
  let last = -1;
  let run = 0;
  for (let left = column.length; left > 0; left--) {
    const entry = rows[at] as number;
    const byte = entry & 0xff;
    at = entry >>> 8;
    const isCount = run === RUN_BEFORE_COUNT;
    const times = isCount ? byte : 1;
    const value = isCount ? last : byte;
    for (let k = 0; k < times; k++) {
      piece[length++] = value;
      crc = crcNext(crc, value);
    }
    run = isCount ? 0 : byte === last ? run + 1 : 1;
    last = isCount ? -1 : byte;
    if (length >= PIECE_BYTES) {
      yield piece.subarray(0, length);
      piece = new Uint8Array(PIECE_BYTES + LARGEST_STEP);
      length = 0;
    }
  }
  if (length > 0) yield piece.subarray(0, length);
  if (crcEnd(crc) !== expectedCrc) throw new Damage('wrong checksum of a block');
}
