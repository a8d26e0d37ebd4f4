import { randomBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { bytesOf, inParts } from '../../../../../../test/support/byte-streams.js';
import { loadZstd } from './library.js';
import { type ZstdAtOnce, zstdAtOnce, zstdAtOnceByNode } from './zstd-at-once.js';
import { zstdDecompress } from './zstd-codec.js';

const native = await loadZstd();
const ways: readonly (readonly [string, ZstdAtOnce])[] = [
  ['by node:zlib', zstdAtOnceByNode],
  ...(native === null ? [] : [['by zstd itself', zstdAtOnce(native)] as const]),
];

describe.each(ways)('zstd at once, %s', (_way, compress) => {
  it.each([0, 1, 1000, 65_536, 300_000, 2 ** 20])('gives back %i bytes', (length) => {
    const text = Buffer.alloc(length, 'the same words again, ');
    const noise = randomBytes(length);
    const packed = Buffer.from(compress(text));
    expect(zstdDecompressSync(packed).equals(text)).toBe(true);
    expect(packed.length).toBeLessThan(length / 10 + 100);
    expect(zstdDecompressSync(compress(noise)).equals(noise)).toBe(true);
  });

  it('makes one frame that tells its length', async () => {
    const plain = Buffer.alloc(70_000, 'abc');
    const packed = Buffer.from(compress(plain));
    // RFC 8878, 3.1.1.1: one segment, its content's size in 4 bytes, neither a checksum nor a dictionary.
    expect(packed.readUInt8(4)).toBe(0xa0);
    expect(packed.readUInt32LE(5)).toBe(70_000);
    expect((await bytesOf(zstdDecompress(inParts(packed), 'it'))).equals(plain)).toBe(true);
  });
});

it('compresses as node:zlib does', () => {
  const plain = Buffer.concat(Array.from({ length: 500 }, (_, n) => Buffer.from(`word ${(n * 37) % 991} `)));
  const all = ways.map(([, compress]) => Buffer.from(compress(plain)).toString('hex'));
  expect(new Set(all).size).toBe(1);
});
