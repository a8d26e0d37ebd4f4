import type { Range } from '../pieces.js';

/** Bytes scanned by one task: big enough to be worth a message, small enough to share the end of a volume fairly. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** Cuts a part of the volume, which starts at a block, into pieces of whole blocks; none reaches over a multiple of `border`. */
export function* segments(
  part: Range,
  blockSize: number,
  border = Number.POSITIVE_INFINITY,
): Generator<Range> {
  const step = blockSize * Math.max(1, Math.floor(SEGMENT_BYTES / blockSize));
  const end = part.offset + part.length;
  for (let offset = part.offset; offset < end;) {
    const toBorder = Number.isFinite(border) ? border - (offset % border) : border;
    const length = Math.min(step, toBorder, end - offset);
    yield { offset, length };
    offset += length;
  }
}
