import { DigestBatch } from '../../format/digest-batch.js';
import { DIGEST_BYTES, DigestSpool } from '../../format/digest-spool.js';
import { DigestWindow } from '../../format/digest-window.js';
import { DeviceReader } from '../device-reader.js';
import { isLong, SlotLoan } from '../pieces.js';
import type { DigestTarget } from './digest-recorder.js';
import { longBlockDigests } from './long-blocks.js';
import { allData, partsOf, withHoles, type Segment } from './scan-parts.js';
import { shortBlockDigests } from './short-blocks.js';
import { blocksToRead, takeOver, type BlockRange } from './take-over.js';
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
  const endByte = input.offset + input.length;
  const whole = {
    first: Math.floor(input.offset / blockSize),
    end: Math.ceil(endByte / blockSize),
    blockSize,
    endByte,
  };
  const own = await DigestSpool.open(path);
  const parent = input.parent && (await DigestSpool.open(input.parent.path));
  try {
    const lists = {
      own: new DigestBatch(own, whole.end - whole.first),
      parent: parent && new DigestWindow(parent, Math.min(whole.end, input.parent?.count ?? 0)),
    };
    const runs =
      lists.parent && input.suspects
        ? await blocksToRead(lists.parent, whole, input.suspects)
        : [whole.first, whole.end];
    const changed = await new Scan(input.device, lists, context).run(whole, runs);
    await lists.own.flush();
    return { changed };
  } finally {
    await Promise.all([own.close(), parent?.close()]);
  }
}

interface Lists {
  readonly own: DigestBatch;
  readonly parent: DigestWindow | null;
}

class Scan {
  readonly #changed: number[] = [];

  constructor(
    private readonly device: string,
    private readonly lists: Lists,
    private readonly context: TaskContext,
  ) {}

  /** Reads the runs, takes over what lies between them, and answers what has changed. */
  async run(segment: Segment, runs: readonly number[]): Promise<number[]> {
    const reader = await DeviceReader.open(this.device);
    const slots = new SlotLoan(0);
    try {
      const found = isLong(segment.blockSize)
        ? longBlockDigests(reader, partsOf(segment, runs, allData), segment, slots)
        : shortBlockDigests(reader, partsOf(segment, runs, withHoles(reader, segment)), segment, slots);
      for await (const { part, digests } of found) {
        this.context.signal.throwIfAborted();
        await this.#take(part, digests);
        if (digests !== null) this.context.passed((part.end - part.first) * segment.blockSize);
      }
      return this.#changed;
    } finally {
      await Promise.all([reader.close(), slots.giveBack()]);
    }
  }

  async #take(part: BlockRange, digests: Uint8Array | null): Promise<void> {
    const { own, parent } = this.lists;
    if (digests === null) {
      if (parent) await takeOver(own, parent, part);
      return;
    }
    await own.add(part.first, digests);
    const known = await parent?.read(part.first, part.end - part.first);
    if (known) addDifferences(this.#changed, part.first, digests, known);
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
