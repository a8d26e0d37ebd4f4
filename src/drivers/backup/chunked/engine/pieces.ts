import { ahead } from './ahead.js';
import type { DeviceReader } from './device-reader.js';

/** Bytes in a reader's hands at a time. Bigger does not read faster, and every task holds several of them. */
const PIECE_BYTES = 1024 * 1024;
/** Tiny blocks make many digests. */
const MAX_BLOCKS = 4096;
const READ_AHEAD = 2;

/** A part of the device as it lies in a slot; valid until the one after it is asked for. */
export interface Piece {
  readonly data: Uint8Array;
  /** Where it lies in the device. */
  readonly offset: number;
  /** Keeps the slot until somebody else (a helping thread) is done with it, too. */
  hold(use: Promise<unknown>): void;
}

export interface Range {
  readonly offset: number;
  readonly length: number;
}

const free: Uint8Array[] = [];

/** Slots are shared memory, so that another thread can hash a piece without a copy; kept, so that memory stays flat. */
const takeSlot = (): Uint8Array => free.pop() ?? new Uint8Array(new SharedArrayBuffer(PIECE_BYTES));

/** Where a piece may end, so that none reaches over the end of a block and short blocks are whole. */
function pieceBytes(blockSize: number): number {
  return blockSize > PIECE_BYTES
    ? PIECE_BYTES
    : blockSize * Math.min(Math.floor(PIECE_BYTES / blockSize), MAX_BLOCKS);
}

/**
 * Reads a range of the device, which starts at a block, piece by piece and ahead of the consumer.
 * @param keep pieces that stay valid beyond the current one
 * @throws BackupStoreError
 */
export async function* readPieces(
  reader: DeviceReader,
  range: Range,
  blockSize: number,
  keep: number,
): AsyncGenerator<Piece> {
  // A short range has fewer pieces than slots would be; a long block makes more of them, as it also ends one.
  const most = Math.ceil(range.length / pieceBytes(blockSize)) + Math.ceil(range.length / blockSize);
  const count = Math.min(1 + READ_AHEAD + keep, most);
  const slots = Array.from({ length: count }, takeSlot);
  const uses = new Map<number, Promise<unknown>>();
  try {
    yield* ahead(readInto(reader, range, blockSize, { slots, uses }), READ_AHEAD);
  } finally {
    await Promise.allSettled(uses.values());
    free.push(...slots);
  }
}

interface Slots {
  readonly slots: readonly Uint8Array[];
  readonly uses: Map<number, Promise<unknown>>;
}

async function* readInto(
  reader: DeviceReader,
  range: Range,
  blockSize: number,
  { slots, uses }: Slots,
): AsyncGenerator<Piece> {
  const end = range.offset + range.length;
  const step = pieceBytes(blockSize);
  let offset = range.offset;
  for (let number = 0; offset < end; number++) {
    const index = number % slots.length;
    await uses.get(index);
    uses.delete(index);
    // A long block ends where it ends, even in the middle of a step.
    const toBlockEnd = blockSize > step ? blockSize - (offset % blockSize) : step;
    const data = (slots[index] ?? takeSlot()).subarray(0, Math.min(step, toBlockEnd, end - offset));
    await reader.fill(data, offset);
    yield {
      data,
      offset,
      hold: (use) =>
        uses.set(
          index,
          use.catch(() => {}),
        ),
    };
    offset += data.length;
  }
}
