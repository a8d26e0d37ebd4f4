import { DIGEST_BYTES } from '../../format/digest-spool.js';
import { settled } from '../../../object-store/settled.js';
import { ahead } from '../ahead.js';
import { hashBlocks, zeroDigests } from '../block-hasher.js';
import type { DeviceReader } from '../device-reader.js';
import { READ_AHEAD, blocksInPiece, type SlotLoan } from '../pieces.js';
import type { Part, PartDigests, Segment } from './scan-parts.js';

/** Parts in order, and the blocks of all that is data among them, one behind the other. */
interface Packed {
  readonly parts: readonly Part[];
  readonly data: Uint8Array;
}

/**
 * Hashes blocks that each fit into a piece. Those of many small parts are hashed together: a hash function that works on many
 * blocks at once takes as long for a few.
 */
export async function* shortBlockDigests(
  reader: DeviceReader,
  parts: Iterable<Part>,
  segment: Segment,
  slots: SlotLoan,
): AsyncGenerator<PartDigests> {
  const { blockSize } = segment;
  for await (const packed of ahead(readPacked(reader, parts, segment, slots), READ_AHEAD)) {
    const digests = hashBlocks(packed.data, blockSize);
    let at = 0;
    for (const part of packed.parts) {
      const count = part.end - part.first;
      if (part.kind === 'known') yield { part, digests: null };
      else if (part.kind === 'hole') yield { part, digests: zeroDigests(count, blockSize) };
      else yield { part, digests: digests.subarray(at, (at += count * DIGEST_BYTES)) };
    }
  }
}

/** Fills one slot after the other. */
async function* readPacked(
  reader: DeviceReader,
  parts: Iterable<Part>,
  { blockSize, endByte }: Segment,
  slots: SlotLoan,
): AsyncGenerator<Packed> {
  const most = blocksInPiece(blockSize);
  let number = 0;
  for (const group of together(parts, most)) {
    const slot = await slots.slotFor(number++, 1 + READ_AHEAD);
    let length = 0;
    const reads: Promise<void>[] = [];
    for (const { kind, first, end } of group) {
      if (kind !== 'data') continue;
      const from = first * blockSize;
      const room = slot.subarray(length, length + Math.min(end * blockSize, endByte) - from);
      reads.push(reader.fill(room, from));
      length += room.length;
    }
    await settled(reads);
    yield { parts: group, data: slot.subarray(0, length) };
  }
}

/** As many parts at a time as have that many blocks of data between them; data is cut where it must be. */
function* together(parts: Iterable<Part>, most: number): Generator<readonly Part[]> {
  let group: Part[] = [];
  let count = 0;
  for (const part of parts) {
    if (part.kind !== 'data') {
      group.push(part);
      continue;
    }
    for (let { first } = part; first < part.end;) {
      const end = Math.min(part.end, first + most - count);
      group.push({ ...part, first, end });
      count += end - first;
      first = end;
      if (count < most) continue;
      yield group;
      group = [];
      count = 0;
    }
  }
  if (group.length > 0) yield group;
}
