import { randomBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { bytesOf, inParts, pieces } from '../../../../../../test/support/byte-streams.js';
import { loadZstd } from './library.js';
import { PIECE_BYTES, type ZstdInPieces, zstdInPieces } from './zstd-in-pieces.js';
import { zstdDecompress, zstdStreamed } from './zstd-codec.js';

const native = await loadZstd();
const ways: readonly (readonly [string, ZstdInPieces])[] = [
  ['by node:zlib', zstdStreamed],
  ...(native === null ? [] : [['by zstd itself, in pieces', zstdInPieces(native, 3)] as const]),
];

const words = (length: number, seed: number): Buffer => {
  const text = Array.from({ length: 1000 }, (_, n) => `word ${(n * seed) % 997} `).join('');
  return Buffer.alloc(length, text);
};
/** Words, noise and zeros by turns. */
const mixed = (length: number, seed: number): Buffer =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 100_000) }, (_, n) =>
      n % 3 === 0 ? words(100_000, seed) : n % 3 === 1 ? randomBytes(100_000) : Buffer.alloc(100_000),
    ),
  ).subarray(0, length);

it('runs here as fast as it can', () => {
  expect(native).not.toBeNull();
});

describe.each(ways)('zstd %s', (_way, compress) => {
  const pack = (plain: Uint8Array, part = 300_000) => bytesOf(compress(inParts(plain, part), plain.length));

  it.each([0, 1, 1000, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES, 5_000_000])(
    'gives back %i bytes',
    async (length) => {
      const plain = mixed(length, 3);
      const packed = await pack(plain);
      expect(zstdDecompressSync(packed).equals(plain)).toBe(true);
      expect(packed.length).toBeLessThan(length * 0.5 + 200_000);
    },
  );

  it('gives back what comes in parts of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 * PIECE_BYTES }),
        fc.integer({ min: 10_000, max: 2 * PIECE_BYTES }),
        async (length, part) => {
          const plain = mixed(length, length);
          expect(zstdDecompressSync(await pack(plain, part)).equals(plain)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is one frame that tells its length', async () => {
    const plain = mixed(2_500_000, 7);
    const packed = await pack(plain);
    // Unlike node:zlib it refuses whatever is behind the first frame.
    expect((await bytesOf(zstdDecompress(inParts(packed), 'a frame'))).equals(plain)).toBe(true);
    expect(packed.readUInt32LE()).toBe(0xfd2fb528);
    const descriptor = packed.readUInt8(4);
    // RFC 8878, 3.1.1.1.1: the two highest bits say in how many bytes.
    const contentSize = descriptor >> 6 === 3 ? packed.readBigUInt64LE(6) : BigInt(packed.readUInt32LE(6));
    expect(contentSize).toBe(2_500_000n);
  });

  it('serves more streams at a time than it has compressors, and some that end early', async () => {
    const cause = new Error('the device is gone');
    const plain = Array.from({ length: 12 }, (_, n) => mixed(2_000_000 + n * 100_000, n + 1));
    const works = plain.map(async (bytes, n) => {
      if (n % 4 === 1) {
        const source = pieces(bytes.subarray(0, 1_500_000), cause);
        await expect(bytesOf(compress(source, bytes.length))).rejects.toBe(cause);
      } else if (n % 4 === 2) {
        for await (const piece of compress(inParts(bytes, 70_000), bytes.length))
          if (piece.length > 20) break;
      } else expect(zstdDecompressSync(await pack(bytes)).equals(bytes)).toBe(true);
    });
    await Promise.all(works);
    expect(zstdDecompressSync(await pack(mixed(3_000_000, 5))).length).toBe(3_000_000);
  });

  it('goes on for others when all that run are given up at once', async () => {
    const plain = mixed(6_000_000, 9);
    const stops = async (): Promise<void> => {
      let length = 0;
      for await (const piece of compress(inParts(plain, 1_000_000), plain.length))
        if ((length += piece.length) > 100) return;
    };
    // One that began alone has several pieces under way when the others come.
    const first = stops();
    await Promise.all([first, ...Array.from({ length: 8 }, stops)]);
    expect(zstdDecompressSync(await pack(plain)).equals(plain)).toBe(true);
  });
});
