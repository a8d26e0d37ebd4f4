import type { ByteRange } from '../../../port.js';
import { inOrder } from '../in-order.js';
import type { Operation } from '../operation.js';
import type { Range } from '../pieces.js';
import type { DigestTarget } from '../tasks/digest-recorder.js';
import type { ParentDigests } from './parent.js';
import { segments } from './segments.js';
import { withSuspects } from './suspects.js';

export interface Scan {
  readonly device: string;
  readonly digests: DigestTarget;
  readonly parent: ParentDigests;
  readonly chunkSize: number;
  /** From the byte an earlier attempt had got to, at a block, up to the end of the device. */
  readonly part: Range;
  /** What alone can differ from the parent, in order; null: everything. */
  readonly told: AsyncIterable<ByteRange> | null;
}

/**
 * Compares the volume with its parent, several segments at a time, and gives each maximal run of changed blocks within a chunk,
 * in order and as many at a time as are found (spec/backup-formats.md 1.5 step 4). The same device gives the same runs, wherever a scan starts.
 */
export async function* changedRanges(operation: Operation, scan: Scan): AsyncGenerator<Range[]> {
  const { device, digests, parent, chunkSize } = scan;
  const { blockSize } = digests;
  const total = scan.part.offset + scan.part.length;
  const parts = withSuspects(segments(scan.part, blockSize, chunkSize), scan.told, blockSize);
  const results = inOrder(parts, operation.pool.width, async (segment) => {
    const { changed } = await operation.task('scanSegment', { device, ...segment, digests, parent });
    return { changed, end: segment.offset + segment.length };
  });
  const run = new OpenRun();
  for await (const batch of results) {
    const closed: Range[] = [];
    for (const { changed, end } of batch) {
      for (let i = 0; i + 1 < changed.length; i += 2) {
        const from = (changed[i] ?? 0) * blockSize;
        const to = Math.min((changed[i + 1] ?? 0) * blockSize, total);
        closed.push(...run.add(from, to));
      }
      if (run.end !== end || end % chunkSize === 0) closed.push(...run.close());
    }
    if (closed.length > 0) yield closed;
  }
  yield [...run.close()];
}

/** A run that may go on in the next segment. */
class OpenRun {
  #start = 0;
  end = 0;

  *add(from: number, to: number): Generator<Range> {
    if (from !== this.end) {
      yield* this.close();
      this.#start = from;
    } else if (this.#start === this.end) {
      this.#start = from;
    }
    this.end = to;
  }

  *close(): Generator<Range> {
    if (this.end > this.#start) yield { offset: this.#start, length: this.end - this.#start };
    this.#start = this.end;
  }
}
