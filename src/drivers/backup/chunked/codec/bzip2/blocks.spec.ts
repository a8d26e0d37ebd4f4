import { createHash } from 'node:crypto';
import { bytesOf, inParts } from '../../../../../../test/support/byte-streams.js';
import { BlockFiller } from './block-filler.js';
import { bzip2Compress } from './compress.js';
import { bzip2Decompress } from './decompress.js';

/** Bytes without pattern, the same every time. */
function noise(length: number): Buffer {
  const parts = Array.from({ length: Math.ceil(length / 64) }, (_, index) =>
    createHash('sha512').update(String(index)).digest(),
  );
  return Buffer.concat(parts).subarray(0, length);
}

describe('the first run-length coding', () => {
  const coded = (plain: Uint8Array) => {
    const filler = new BlockFiller();
    expect(filler.take(plain, 0)).toBe(plain.length);
    return [...(filler.finish()?.bytes ?? [])];
  };

  it('adds a count behind four equal bytes', () => {
    expect(coded(Buffer.alloc(3, 7))).toEqual([7, 7, 7]);
    expect(coded(Buffer.alloc(4, 7))).toEqual([7, 7, 7, 7, 0]);
    expect(coded(Buffer.alloc(255, 7))).toEqual([7, 7, 7, 7, 251]);
    expect(coded(Buffer.alloc(256, 7))).toEqual([7, 7, 7, 7, 251, 7]);
    expect(coded(Uint8Array.of(1, 1, 1, 1, 2, 2))).toEqual([1, 1, 1, 1, 0, 2, 2]);
  });

  it('has nothing to give when nothing came', () => {
    expect(new BlockFiller().finish()).toBeNull();
  });
});

describe('streams of several blocks', () => {
  it('are given back: noise over a block border, with a run across it', async () => {
    const plain = Buffer.concat([noise(899_900), Buffer.alloc(5000, 9), noise(60_000)]);
    const packed = await bytesOf(bzip2Compress(inParts(plain, 250_000)));
    expect((await bytesOf(bzip2Decompress(inParts(packed, 65_536), 'x'))).equals(plain)).toBe(true);
  });

  it('hand out a block that expands a thousandfold in pieces of bounded size', async () => {
    const packed = await bytesOf(bzip2Compress(inParts(Buffer.alloc(8_000_000), 1 << 20)));
    expect(packed.length).toBeLessThan(100);
    let [length, largest] = [0, 0];
    for await (const piece of bzip2Decompress(inParts(packed), 'x')) {
      length += piece.length;
      largest = Math.max(largest, piece.length);
    }
    expect(length).toBe(8_000_000);
    expect(largest).toBeLessThan(300_000);
  });
});
