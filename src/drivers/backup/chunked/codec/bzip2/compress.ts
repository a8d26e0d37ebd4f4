import { BitWriter } from './bit-writer.js';
import { BlockFiller } from './block-filler.js';
import { combineCrc } from './crc.js';
import { END_MAGIC, MAX_LEVEL } from './format.js';
import { writeBlock } from './write-block.js';

const MAGIC = Uint8Array.of(0x42, 0x5a, 0x68, 0x30 + MAX_LEVEL);

/**
 * bzip2 at level 9, Python's default, as one stream; holds one block of 900,000 bytes. Each block takes its thread for some
 * 200 ms, so this belongs into a worker thread.
 */
export async function* bzip2Compress(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const out = new BitWriter();
  const filler = new BlockFiller();
  let streamCrc = 0;
  const flush = (): Uint8Array => {
    const block = filler.finish();
    if (block !== null) {
      streamCrc = combineCrc(streamCrc, block.crc);
      writeBlock(out, block);
    }
    return out.take();
  };
  yield MAGIC.slice();
  for await (const piece of source) {
    for (let at = filler.take(piece, 0); filler.isFull; at = filler.take(piece, at)) yield flush();
  }
  yield flush();
  for (const part of END_MAGIC) out.write(part, 24);
  out.write32(streamCrc);
  out.pad();
  yield out.take();
}
