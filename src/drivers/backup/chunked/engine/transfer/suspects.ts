import type { ByteRange } from '../../../port.js';
import type { Range } from '../pieces.js';

export interface SuspectSegment extends Range {
  /** Runs of blocks [first, end, …] of the segment that may differ from the parent's; null: all may. */
  readonly suspects: number[] | null;
}

/**
 * Says of each segment, which all begin at a block, what of it the told ranges touch. Both come in order. A short block at the end
 * is always suspect: in the parent it may have been longer, and then it has another digest.
 */
export async function* withSuspects(
  segments: Iterable<Range>,
  told: AsyncIterable<ByteRange> | null,
  blockSize: number,
): AsyncGenerator<SuspectSegment> {
  if (told === null) {
    for (const segment of segments) yield { ...segment, suspects: null };
    return;
  }
  const ranges = told[Symbol.asyncIterator]();
  try {
    let next = await ranges.next();
    for (const segment of segments) {
      const suspects: number[] = [];
      const end = segment.offset + segment.length;
      while (next.done !== true && next.value.offset < end) {
        addBlocks(suspects, segment, next.value, blockSize);
        if (next.value.offset + next.value.length > end) break;
        next = await ranges.next();
      }
      if (end % blockSize !== 0) addBlocks(suspects, segment, { offset: end - 1, length: 1 }, blockSize);
      yield { ...segment, suspects };
    }
  } finally {
    await ranges.return?.();
  }
}

function addBlocks(suspects: number[], segment: Range, range: ByteRange, blockSize: number): void {
  const from = Math.max(segment.offset, range.offset);
  const to = Math.min(segment.offset + segment.length, range.offset + range.length);
  if (from >= to) return;
  const first = Math.floor(from / blockSize);
  const end = Math.ceil(to / blockSize);
  const last = suspects.at(-1);
  if (last !== undefined && last >= first) suspects[suspects.length - 1] = Math.max(last, end);
  else suspects.push(first, end);
}
