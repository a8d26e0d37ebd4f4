import { DigestBatch } from '../../format/digest-batch.js';
import { DIGEST_BYTES, DigestSpool } from '../../format/digest-spool.js';
import { DigestWindow } from '../../format/digest-window.js';
import { hashBlocks, LongBlockHasher } from '../block-hasher.js';
import { DeviceReader } from '../device-reader.js';
import { readPieces, SlotLoan, type Piece } from '../pieces.js';
import type { DigestTarget } from './digest-recorder.js';
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
  const whole = {
    first: Math.floor(input.offset / blockSize),
    end: Math.ceil((input.offset + input.length) / blockSize),
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
    const changed = await new Scan(input, lists, context).run(whole, runs);
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
    private readonly input: ScanSegmentInput,
    private readonly lists: Lists,
    private readonly context: TaskContext,
  ) {}

  /** Reads the runs, takes over what lies between them, and answers what has changed. */
  async run(whole: BlockRange, runs: readonly number[]): Promise<number[]> {
    const { own, parent } = this.lists;
    const reader = await DeviceReader.open(this.input.device);
    const slots = new SlotLoan(0);
    let quiet = whole.first;
    try {
      for (let i = 0; i + 1 < runs.length; i += 2) {
        const [first = 0, end = 0] = runs.slice(i, i + 2);
        if (parent) await takeOver(own, parent, { first: quiet, end: first });
        await this.#read({ first, end }, reader, slots);
        quiet = end;
      }
      if (parent) await takeOver(own, parent, { first: quiet, end: whole.end });
      return this.#changed;
    } finally {
      await Promise.all([reader.close(), slots.giveBack()]);
    }
  }

  async #read(run: BlockRange, reader: DeviceReader, slots: SlotLoan): Promise<void> {
    const { blockSize } = this.input.digests;
    const offset = run.first * blockSize;
    const end = Math.min(run.end * blockSize, this.input.offset + this.input.length);
    const long = new LongBlockHasher(blockSize);
    for await (const piece of readPieces(reader, { offset, length: end - offset }, blockSize, slots)) {
      this.context.signal.throwIfAborted();
      const digests = digestsOf(piece, end, long);
      this.context.passed(piece.data.length);
      if (digests.length > 0) await this.#compare(Math.floor(piece.offset / blockSize), digests);
    }
  }

  async #compare(first: number, digests: Uint8Array): Promise<void> {
    const { own, parent } = this.lists;
    await own.add(first, digests);
    const known = await parent?.read(first, digests.length / DIGEST_BYTES);
    if (known) addDifferences(this.#changed, first, digests, known);
  }
}

/** The digests that the piece completes, perhaps none. @param end where the range ends that the piece is of */
function digestsOf({ data, offset }: Piece, end: number, long: LongBlockHasher): Uint8Array {
  const { blockSize } = long;
  const isLast = offset + data.length === end;
  const isPart = offset % blockSize !== 0 || (data.length < blockSize && !isLast);
  return isPart ? long.update(data, isLast) : hashBlocks(data, blockSize);
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
