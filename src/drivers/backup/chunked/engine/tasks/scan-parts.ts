import type { DeviceReader } from '../device-reader.js';
import { SHORTEST_RUN } from '../pieces.js';
import type { BlockRange } from './take-over.js';

/** Blocks that follow each other: they have the parent's digests, or are all zeros that need not be read, or have to be read. */
export interface Part extends BlockRange {
  readonly kind: 'known' | 'hole' | 'data';
}

/** A part of the volume in blocks, and where its last one, which may be short, ends. */
export interface Segment extends BlockRange {
  readonly blockSize: number;
  readonly endByte: number;
}

/** Digests of the part's blocks, or of a block in it that takes several pieces; null: they are the parent's. */
export interface PartDigests {
  readonly part: BlockRange;
  readonly digests: Uint8Array | null;
}

/** Everything between the runs is known. @param split cuts a run, {@link withHoles} or {@link allData} */
export function* partsOf(
  segment: BlockRange,
  runs: readonly number[],
  split: (run: BlockRange) => Iterable<Part>,
): Generator<Part> {
  let known = segment.first;
  for (let i = 0; i + 1 < runs.length; i += 2) {
    const [first = 0, end = 0] = runs.slice(i, i + 2);
    if (known < first) yield { kind: 'known', first: known, end: first };
    yield* split({ first, end });
    known = end;
  }
  if (known < segment.end) yield { kind: 'known', first: known, end: segment.end };
}

export const allData = ({ first, end }: BlockRange): Part[] => [{ kind: 'data', first, end }];

/** Holes are whole blocks, and worth leaving out; a short last block is data. */
export const withHoles = (reader: DeviceReader, { blockSize, endByte }: Segment) =>
  function* (run: BlockRange): Generator<Part> {
    const end = Math.min(run.end * blockSize, endByte);
    let data = run.first;
    for (let at = run.first; at < run.end;) {
      const { isHole, length } = reader.runAt(at * blockSize, end);
      const blocks = length / blockSize;
      const next = at + (isHole ? Math.floor(blocks) : Math.ceil(blocks));
      if (isHole && (next - at) * blockSize >= SHORTEST_RUN) {
        if (data < at) yield { kind: 'data', first: data, end: at };
        yield { kind: 'hole', first: at, end: next };
        data = next;
      }
      at = Math.max(next, at + 1);
    }
    if (data < run.end) yield { kind: 'data', first: data, end: run.end };
  };
