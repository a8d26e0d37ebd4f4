import { DIGEST_BYTES, DigestSpool } from '../../format/digest-spool.js';
import { hashBlocks, LongBlockHasher } from '../block-hasher.js';
import { DeviceReader } from '../device-reader.js';
import { readPieces, SlotLoan } from '../pieces.js';
import type { DigestTarget } from './digest-recorder.js';
import { takeOver } from './take-over.js';
import type { TaskContext } from './task-context.js';

export interface ScanSegmentInput {
  readonly device: string;
  /** At the start of a block. */
  readonly offset: number;
  readonly length: number;
  readonly digests: DigestTarget;
  /** The parent's hash list, of `count` digests; null: only hash. */
  readonly parent: { readonly path: string; readonly count: number } | null;
  /** Runs of blocks [first, end, …] that may differ from the parent's; the others are not read. Null: all may. */
  readonly suspects: readonly number[] | null;
}

export interface ScanSegmentOutput {
  /** Runs of changed blocks as [first, end, first, end, …], end exclusive, in blocks of the volume. */
  readonly changed: number[];
}

/** Hashes a segment of the volume into the spool and tells which blocks differ from the parent; beyond its list all do. */
export async function scanSegment(input: ScanSegmentInput, context: TaskContext): Promise<ScanSegmentOutput> {
  const { path, blockSize } = input.digests;
  const own = await DigestSpool.open(path);
  const parent = input.parent && (await DigestSpool.open(input.parent.path));
  const whole = [Math.floor(input.offset / blockSize), Math.ceil((input.offset + input.length) / blockSize)];
  try {
    const runs =
      parent && input.parent && input.suspects
        ? await takeOver(own, parent, { within: whole, known: input.parent.count, suspects: input.suspects })
        : whole;
    return { changed: runs.length === 0 ? [] : await scanRuns(input, runs, { own, parent, context }) };
  } finally {
    await Promise.all([own.close(), parent?.close()]);
  }
}

interface Lists {
  readonly own: DigestSpool;
  readonly parent: DigestSpool | null;
  readonly context: TaskContext;
}

async function scanRuns(
  input: ScanSegmentInput,
  runs: readonly number[],
  { own, parent, context }: Lists,
): Promise<number[]> {
  const { blockSize } = input.digests;
  const reader = await DeviceReader.open(input.device);
  const changed: number[] = [];
  const segmentEnd = input.offset + input.length;
  const slots = new SlotLoan(0);
  try {
    for (let i = 0; i + 1 < runs.length; i += 2) {
      const start = (runs[i] ?? 0) * blockSize;
      const end = Math.min((runs[i + 1] ?? 0) * blockSize, segmentEnd);
      const long = new LongBlockHasher(blockSize);
      const range = { offset: start, length: end - start };
      for await (const { data, offset } of readPieces(reader, range, blockSize, slots)) {
        context.signal.throwIfAborted();
        const first = Math.floor(offset / blockSize);
        const isPart = offset % blockSize !== 0 || (data.length < blockSize && offset + data.length < end);
        const digests = isPart
          ? long.update(data, offset + data.length === end)
          : hashBlocks(data, blockSize);
        context.passed(data.length);
        const count = digests.length / DIGEST_BYTES;
        if (count === 0) continue;
        await own.write(first, digests);
        if (!parent || !input.parent) continue;
        const known = await parent.read(first, Math.max(0, Math.min(count, input.parent.count - first)));
        addDifferences(changed, first, digests, known);
      }
    }
    return changed;
  } finally {
    await Promise.all([reader.close(), slots.giveBack()]);
  }
}

/** Appends the runs of differing digests; a run that continues the last one makes it longer. */
export function addDifferences(
  changed: number[],
  first: number,
  digests: Uint8Array,
  known: Uint8Array,
): void {
  const ours = Buffer.from(digests.buffer, digests.byteOffset, digests.length);
  const theirs = Buffer.from(known.buffer, known.byteOffset, known.length);
  for (let at = 0; at < ours.length; at += DIGEST_BYTES) {
    const block = first + at / DIGEST_BYTES;
    const to = at + DIGEST_BYTES;
    if (to <= theirs.length && ours.compare(theirs, at, to, at, to) === 0) continue;
    if (changed.at(-1) === block) changed[changed.length - 1] = block + 1;
    else changed.push(block, block + 1);
  }
}
