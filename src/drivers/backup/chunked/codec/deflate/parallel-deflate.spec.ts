import { randomBytes } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { bytesOf, inParts, pieces } from '../../../../../../test/support/byte-streams.js';
import { deflateByNode, PIECE_BYTES } from './deflater.js';
import { loadDeflateWay } from './deflate-way.js';
import { parallelDeflate } from './parallel-deflate.js';

const words = ['backup', 'volume', 'snapshot', ' of ', ' the ', '\n', '0123456789'];
const text = (length: number, seed: number): Buffer => {
  const chosen = Array.from(
    { length: Math.ceil(length / 2) },
    (_, i) => words[(i * i * 7 + i * seed) % words.length],
  );
  return Buffer.from(chosen.join('')).subarray(0, length);
};
const kinds = {
  random: (length: number) => randomBytes(length),
  text,
  zeros: (length: number) => Buffer.alloc(length),
};
type Kind = keyof typeof kinds;

const fastest = await loadDeflateWay();
const ways = [
  ['by node:zlib', deflateByNode],
  ...(fastest === deflateByNode ? [] : [['by zlib itself', fastest] as const]),
] as const;

/** Some lengths round about the borders of pieces and of the blocks in them. */
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 3 * PIECE_BYTES }),
  fc.constantFrom(65_535, 65_536, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES),
);
const runs = fc.array(fc.tuple(fc.constantFrom<Kind>('random', 'text', 'zeros'), lengths), {
  minLength: 1,
  maxLength: 5,
});

it('runs here as fast as it can', () => {
  expect(fastest).not.toBe(deflateByNode);
});

describe.each(ways)('a zlib stream of pieces that are compressed side by side %s', (_way, way) => {
  const compress = parallelDeflate(way);
  const pack = (plain: Uint8Array, part = 100_000): Promise<Buffer> =>
    bytesOf(compress(inParts(plain, part), plain.length));

  it('is read by any inflate as one stream, with its checksum and nothing behind it', async () => {
    await fc.assert(
      fc.asyncProperty(runs, fc.integer({ min: 1000, max: 600_000 }), async (some, part) => {
        const plain = Buffer.concat(some.map(([kind, length], seed) => kinds[kind](length, seed)));
        const packed = await pack(plain, part);
        const { buffer, engine } = inflateSync(packed, { info: true }) as unknown as {
          readonly buffer: Buffer;
          readonly engine: { readonly bytesWritten: number };
        };
        expect(buffer.equals(plain)).toBe(true);
        expect(engine.bytesWritten).toBe(packed.length);
      }),
      { numRuns: 30 },
    );
  });

  it('is no longer than one stream, but for a hundredth', async () => {
    const mixed = Buffer.concat(
      [1, 2, 3, 4].flatMap((seed) => [text(300_000, seed), randomBytes(200_000), Buffer.alloc(100_000)]),
    );
    expect((await pack(mixed)).length).toBeLessThan(deflateSync(mixed).length * 1.01);
  });

  it('finds what repeats in bytes that look random one by one, also across a border of pieces', async () => {
    const unit = randomBytes(20_000);
    const plain = Buffer.concat(Array.from({ length: 40 }, () => unit));
    expect((await pack(plain)).length).toBeLessThan(plain.length / 20);
  });

  it('of nothing, of a byte, and of what fits into a piece is what deflate makes of it', async () => {
    for (const plain of [Buffer.alloc(0), Buffer.from('x'), text(PIECE_BYTES, 3)]) {
      expect((await pack(plain)).equals(deflateSync(plain))).toBe(true);
    }
  });

  it('fails with its source in the middle of a piece, and another one after it is not disturbed', async () => {
    const cause = new Error('the device went away');
    const plain = text(3 * PIECE_BYTES, 5);
    await expect(
      bytesOf(compress(pieces(plain.subarray(0, 2.5 * PIECE_BYTES), cause), plain.length)),
    ).rejects.toBe(cause);
    const several = await Promise.all([1, 2, 3, 4].map((seed) => pack(text(5 * PIECE_BYTES, seed))));
    for (const [i, packed] of several.entries()) {
      expect(inflateSync(packed).equals(text(5 * PIECE_BYTES, i + 1))).toBe(true);
    }
  });
});

it('is the same stream, whoever makes it', async () => {
  const plain = Buffer.concat([text(400_000, 7), randomBytes(300_000), Buffer.alloc(300_000), text(1000, 2)]);
  const streams = await Promise.all(
    ways.map(async ([, way]) =>
      (await bytesOf(parallelDeflate(way)(inParts(plain), plain.length))).toString('hex'),
    ),
  );
  expect(new Set(streams).size).toBe(1);
});
