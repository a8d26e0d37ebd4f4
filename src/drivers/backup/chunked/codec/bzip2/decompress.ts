import { damaged } from '../damaged.js';
import { BitReader, OutOfBits } from './bit-reader.js';
import { combineCrc } from './crc.js';
import { Damage } from './damage.js';
import { expandBlock } from './expand-block.js';
import { BLOCK_MAGIC, END_MAGIC, LEVEL_BYTES, MAX_LEVEL } from './format.js';
import { readBlock } from './read-block.js';

/** No coded block is longer: 900,000 symbols of at most 20 bits, and its tables. */
const LONGEST_BLOCK = 2_500_000;
const HEADER_BYTES = 4;

/** Keeps the reader filled, so that a block can be decoded in one go. */
class Input {
  readonly bits = new BitReader();
  private ended = false;

  constructor(private readonly pieces: AsyncIterator<Uint8Array>) {}

  async fill(bytes: number): Promise<void> {
    const got: Uint8Array[] = [];
    let available = this.bits.available;
    while (!this.ended && available < bytes) {
      const { value, done } = await this.pieces.next();
      if (done === true) this.ended = true;
      else {
        // The source may reuse its buffer.
        got.push(Uint8Array.from(value));
        available += value.length;
      }
    }
    if (got.length > 0) this.bits.give(got);
  }
}

/**
 * One bzip2 stream and nothing behind it; holds one block.
 * @throws InvalidBackup
 */
export async function* bzip2Decompress(
  source: AsyncIterable<Uint8Array>,
  what: string,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    yield* readStream(new Input(iterator));
  } catch (error) {
    if (error instanceof OutOfBits) throw damaged(what, 'the bz2 data is cut short');
    if (error instanceof Damage) throw damaged(what, `the bz2 data is damaged (${error.message})`);
    if (error instanceof BytesBehind) throw damaged(what, 'bytes follow the end of the bz2 data');
    throw error;
  } finally {
    await iterator.return?.();
  }
}

class BytesBehind extends Error {}

async function* readStream(input: Input): AsyncGenerator<Uint8Array> {
  const { bits } = input;
  await input.fill(HEADER_BYTES);
  const capacity = readHeader(bits);
  let streamCrc = 0;
  for (;;) {
    await input.fill(LONGEST_BLOCK);
    const magic = [bits.read(24), bits.read(24)];
    const crc = bits.read32();
    if (isMagic(magic, END_MAGIC)) {
      if (crc !== streamCrc) throw new Damage('wrong checksum of the stream');
      break;
    }
    if (!isMagic(magic, BLOCK_MAGIC)) throw new Damage('a block does not start where it should');
    yield* expandBlock(readBlock(bits, capacity), crc);
    streamCrc = combineCrc(streamCrc, crc);
  }
  bits.align();
  await input.fill(1);
  if (!bits.isEmpty) throw new BytesBehind();
}

/** `BZh` and the level; answers how long a block may be. */
function readHeader(bits: BitReader): number {
  const magic = bits.read(24);
  const level = bits.read(8) - 0x30;
  if (magic !== 0x425a68 || level < 1 || level > MAX_LEVEL) throw new Damage('incorrect header');
  return level * LEVEL_BYTES;
}

const isMagic = (read: readonly number[], magic: readonly number[]): boolean =>
  read.every((part, index) => part === magic[index]);
