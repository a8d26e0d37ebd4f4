import { damaged } from '../damaged.js';

/**
 * Follows the frame format of RFC 8878 just far enough to know where the frame ends: node:zlib reads several frames, and what is
 * behind them, without a word, but Cinder's reader fails on them and so must we.
 */

const MAGIC = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd);
const FIELD_SIZE = [0, 2, 4, 8] as const;
const DICTIONARY_ID_SIZE = [0, 1, 2, 4] as const;
const BLOCK_HEADER_SIZE = 3;
const RLE_BLOCK = 1;
const CHECKSUM_SIZE = 4;

/** Bytes of the frame header after the descriptor byte. */
function restOfHeader(descriptor: number): number {
  const singleSegment = (descriptor & 0x20) !== 0;
  const contentSize = FIELD_SIZE[(descriptor >> 6) as 0 | 1 | 2 | 3] || (singleSegment ? 1 : 0);
  return (singleSegment ? 0 : 1) + DICTIONARY_ID_SIZE[(descriptor & 3) as 0 | 1 | 2 | 3] + contentSize;
}

/** Reads parts of a few bytes out of pieces of any size. */
class FrameCursor {
  ended = false;
  private part: number[] = [];
  private wanted = MAGIC.length;
  private skipping = 0;
  private next: (part: readonly number[]) => void = (part) => this.onMagic(part);

  constructor(private readonly what: string) {}

  take(piece: Uint8Array): void {
    for (let at = 0; at < piece.length;) {
      if (this.ended) throw damaged(this.what, 'bytes follow the end of the zstd frame');
      const skipped = Math.min(this.skipping, piece.length - at);
      this.skipping -= skipped;
      at += skipped;
      if (this.skipping === 0 && at < piece.length) this.part.push(piece[at++] ?? 0);
      // A part is complete only when what precedes it is.
      if (this.skipping === 0 && this.part.length === this.wanted) this.finishPart();
    }
  }

  private finishPart(): void {
    const part = this.part;
    this.part = [];
    this.next(part);
  }

  private expect(wanted: number, skipping: number, next: (part: readonly number[]) => void): void {
    this.wanted = wanted;
    this.skipping = skipping;
    this.next = next;
  }

  private onMagic(part: readonly number[]): void {
    if (part.some((byte, index) => byte !== MAGIC[index]))
      throw damaged(this.what, 'the data is no zstd frame');
    this.expect(1, 0, ([descriptor = 0]) => {
      this.toBlock(restOfHeader(descriptor), (descriptor & 4) !== 0);
    });
  }

  private toBlock(skipping: number, checksum: boolean): void {
    this.expect(BLOCK_HEADER_SIZE, skipping, ([low = 0, middle = 0, high = 0]) => {
      const header = low | (middle << 8) | (high << 16);
      const size = ((header >> 1) & 3) === RLE_BLOCK ? 1 : header >> 3;
      if ((header & 1) === 0) this.toBlock(size, checksum);
      else this.toEnd(size + (checksum ? CHECKSUM_SIZE : 0));
    });
  }

  private toEnd(size: number): void {
    if (size === 0) this.ended = true;
    // The last byte of what is left is the part we wait for.
    else this.expect(1, size - 1, () => (this.ended = true));
  }
}

/** Whether that is one frame, whole, and nothing else. @throws InvalidBackup when it is none, or followed by anything */
export const isOneFrame = (bytes: Uint8Array): boolean => {
  const cursor = new FrameCursor('the data');
  cursor.take(bytes);
  return cursor.ended;
};

/** Passes one frame through. @throws InvalidBackup when it is no frame, cut short, or followed by anything */
export async function* singleFrame(
  source: AsyncIterable<Uint8Array>,
  what: string,
): AsyncGenerator<Uint8Array> {
  const cursor = new FrameCursor(what);
  for await (const piece of source) {
    cursor.take(piece);
    yield piece;
  }
  if (!cursor.ended) throw damaged(what, 'the zstd data is cut short');
}
