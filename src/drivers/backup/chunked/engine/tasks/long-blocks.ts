import { LongBlockHasher } from '../block-hasher.js';
import type { DeviceReader } from '../device-reader.js';
import { readPieces, type SlotLoan } from '../pieces.js';
import type { Part, PartDigests, Segment } from './scan-parts.js';

/** Hashes blocks of which each takes several pieces. */
export async function* longBlockDigests(
  reader: DeviceReader,
  parts: Iterable<Part>,
  { blockSize, endByte }: Segment,
  slots: SlotLoan,
): AsyncGenerator<PartDigests> {
  for (const part of parts) {
    if (part.kind === 'known') {
      yield { part, digests: null };
      continue;
    }
    const offset = part.first * blockSize;
    const end = Math.min(part.end * blockSize, endByte);
    const hasher = new LongBlockHasher(blockSize);
    for await (const piece of readPieces(reader, { offset, length: end - offset }, blockSize, slots)) {
      const digests = hasher.update(piece.data, piece.offset + piece.data.length === end);
      if (digests.length === 0) continue;
      const first = Math.floor(piece.offset / blockSize);
      yield { part: { first, end: first + 1 }, digests };
    }
  }
}
