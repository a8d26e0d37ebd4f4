import { BUFFER_BYTES, giveBuffer, takeBuffer } from '../../file-io/aligned-buffers.js';
import { ahead } from './ahead.js';
import type { DeviceReader } from './device-reader.js';

/** Bytes in a reader's hands at a time. Bigger does not read faster, and every task holds several of them. */
export const PIECE_BYTES = BUFFER_BYTES;
/** Tiny blocks make many digests. */
const MAX_BLOCKS = 4096;
export const READ_AHEAD = 1;
/** Shorter runs of data and holes come in one piece: each piece has a price. */
export const SHORTEST_RUN = 64 * 1024;

/** A part of the device as it lies in a slot; how long it stays valid is for the slots' borrower to say. */
export interface Piece {
  readonly data: Uint8Array;
  /** Where it lies in the device. */
  readonly offset: number;
  /** It was not read: all of it is zeros, in memory that nobody may write to. */
  readonly isHole: boolean;
  /** Keeps the slot until somebody else (a thread that hashes) is done with it, too. */
  hold(use: Promise<unknown>): void;
}

export interface Range {
  readonly offset: number;
  readonly length: number;
}

let zeroPiece: Uint8Array | undefined;

/** So many zeros, up to a piece, in shared memory that nobody may write to. */
export const zeros = (length: number): Uint8Array =>
  (zeroPiece ??= new Uint8Array(new SharedArrayBuffer(PIECE_BYTES))).subarray(0, length);

/**
 * The slots of one reading. Whoever still holds a piece when the reading is over, such as a store that writes the last ones,
 * holds a slot: the borrower gives all of them back at once, when everything that the pieces went through has ended.
 */
export class SlotLoan {
  readonly #slots: Buffer[] = [];
  readonly #uses = new Map<number, Promise<unknown>>();

  /** @param kept pieces that stay valid beyond the current one */
  constructor(readonly kept: number) {}

  /** Room for the piece of this number, once nobody else uses the slot that it falls on. */
  async slotFor(number: number, count: number): Promise<Uint8Array> {
    const index = number % count;
    await this.#uses.get(index);
    this.#uses.delete(index);
    return (this.#slots[index] ??= takeBuffer());
  }

  hold(number: number, count: number, use: Promise<unknown>): void {
    const index = number % count;
    this.#uses.set(index, Promise.allSettled([this.#uses.get(index), use]));
  }

  async giveBack(): Promise<void> {
    await Promise.allSettled(this.#uses.values());
    for (const slot of this.#slots.splice(0)) if (slot !== undefined) giveBuffer(slot);
  }
}

/** Rooms for small things, side by side in as few slots of a loan as hold them. */
export class SmallRooms {
  #number = 0;
  #left: Uint8Array = new Uint8Array();

  /** @param most how many will be taken at most */
  constructor(
    private readonly slots: SlotLoan,
    private readonly most: number,
  ) {}

  /** @param length no more than a piece */
  async take(length: number): Promise<Uint8Array> {
    if (this.#left.length < length) this.#left = await this.slots.slotFor(this.#number++, this.most);
    const room = this.#left.subarray(0, length);
    this.#left = this.#left.subarray(length);
    return room;
  }
}

/** Whether a block takes several pieces. */
export const isLong = (blockSize: number): boolean => blockSize > PIECE_BYTES;

/** How many whole blocks, of those that are not long, a piece has room for. */
export const blocksInPiece = (blockSize: number): number =>
  Math.min(Math.floor(PIECE_BYTES / blockSize), MAX_BLOCKS);

/** Where a piece may end, so that none reaches over the end of a block and short blocks are whole. */
const pieceBytes = (blockSize: number): number =>
  isLong(blockSize) ? PIECE_BYTES : blockSize * blocksInPiece(blockSize);

/**
 * Reads a range of the device, which starts at a block, piece by piece and ahead of the consumer. The pieces lie in the slots
 * of the loan, which is good for one reading.
 * @throws BackupStoreError
 */
export function readPieces(
  reader: DeviceReader,
  range: Range,
  blockSize: number,
  slots: SlotLoan,
): AsyncGenerator<Piece> {
  return ahead(readInto(reader, range, blockSize, slots), READ_AHEAD);
}

/** A piece is a hole or data where that is possible in whole blocks: what is known to be zeros is neither read nor filled in. */
function runLength(reader: DeviceReader, offset: number, most: number, blockSize: number): number {
  const run = reader.runAt(offset, offset + most);
  const blocks = run.length / blockSize;
  const length = (run.isHole ? Math.floor(blocks) : Math.ceil(blocks)) * blockSize;
  return length < SHORTEST_RUN ? most : Math.min(length, most);
}

async function* readInto(
  reader: DeviceReader,
  range: Range,
  blockSize: number,
  slots: SlotLoan,
): AsyncGenerator<Piece> {
  const end = range.offset + range.length;
  const step = pieceBytes(blockSize);
  const count = 1 + READ_AHEAD + slots.kept;
  let offset = range.offset;
  for (let number = 0; offset < end; number++) {
    // A long block ends where it ends, even in the middle of a step.
    const toBlockEnd = blockSize > step ? blockSize - (offset % blockSize) : step;
    const most = Math.min(step, toBlockEnd, end - offset);
    const length = blockSize > step ? most : runLength(reader, offset, most, blockSize);
    if (reader.isHole(offset, length)) {
      yield { data: zeros(length), offset, isHole: true, hold: () => {} };
    } else {
      const slot = await slots.slotFor(number, count);
      const data = slot.subarray(0, length);
      await reader.fill(data, offset);
      yield { data, offset, isHole: false, hold: (use) => slots.hold(number, count, use) };
    }
    offset += length;
  }
}
