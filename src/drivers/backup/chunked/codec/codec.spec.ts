import { createHash } from 'node:crypto';
import { constants, createZstdCompress } from 'node:zlib';
import * as fc from 'fast-check';
import { bytesOf, inParts, pieces } from '../../../../../test/support/byte-streams.js';
import { COMPRESSION_ALGORITHMS, compressionAlgorithm } from './algorithm.js';
import { compress, decompress } from './codec.js';

/** The same 4608 bytes compressed by Python's zlib and bz2 and by python-zstd: text, zeros, all byte values. */
const PLAIN = Buffer.concat([
  Buffer.from('The quick brown fox. '.repeat(40)),
  Buffer.alloc(3000),
  Buffer.from(Array.from({ length: 768 }, (_, index) => index % 256)),
]);
const BY_PYTHON = {
  zlib: 'eJwLyUhVKCzNTM5WSCrKL89TSMuv0FMIGRUcFRwVJEWQYRSMglEwCkbBKBgFo2AUjIJRMPgBIxMzCysbOwcnFzcPLx+/gKCQsIiomLiEpJS0jKycvIKikrKKqpq6hqaWto6unr6BoZGxiamZuYWllbWNrZ29g6OTs4urm7uHp5e3j6+ff0BgUHBIaFh4RGRUdExsXHxCYlJySmpaekZmVnZObl5+QWFRcUlpWXlFZVV1TW1dfUNjU3NLa1t7R2dXd09vX/+EiZMmT5k6bfqMmbNmz5k7b/6ChYsWL1m6bPmKlatWr1m7bv2GjZs2b9m6bfuOnbt279m7b/+Bg4cOHzl67PiJk6dOnzl77vyFi5cuX7l67fqNm7du37l77/6Dh48eP3n67PmLl69ev3n77v2Hj58+f/n67fuPn79+//n77/+o/0e2/wFXN6XH',
  bz2: 'QlpoOTFBWSZTWaN212AAAQ7/////////////////////////////////////////////wAHcAASYACYAAmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACTAATAAEwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAASYACYAAmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA3qqpE2jUPQnpNA0NMRiAMhiNGmTINNNMmjTEADIDNTQGT0IZDCaNDQwTQyNGmIyZA0NNMIaYgaGRpgQaBoMTIMmTakrVOkjcSgkZ2glQUKoqkom5t0bqo1TVRVW7KRVm7qu3hvLem9t8Vhvrfm/qy4BWlbWDgVAJLxJEvMkTrZIldV9wbhHCuGcO4hxLilgWFxamkicapFiWNZHHOPWVyDkVmcks60OTWlanKOVcs5da3MLY5lbXNLct7m1wc451cXPLkua6OfcYJLp0DoXROjdI6V0zp3UOpXVdnVOrVSSJ1ilkidcpZIl3WtQyRLwq8kSlXuSJUVEopIl5W52KmkidmuC9SRKOSJ2rtlVkiVaSJelCvanSRO3UipSRKZQSRKNbV8X1fncO5d0v7AO7d471gWCYNhHfMK794DDPBeE8Nh3iPFeMxDEsUxbGPHY15DyXlMcx7y3mMg815zIvPZJk2Ueg9FlWWeky7MPTeo9V6z12Zew9l7TNPbZt7jOM3nWcZ5n3uvee+0D4GhaJo3wvifG+R8rSPmfO+hpWmfS+pp31tQ1LVNW1jWvsfa+597XPwfi/J+b9Gvfq/Z+7+GwbFsn8tm2j+n9v8f62qyk2zbP+bduH/i7kinChIUbtrsAA=',
  zstd: 'KLUv/WAAETUJAFQRVGhlIHF1aWNrIGJyb3duIGZveC4gAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn+AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmqq6ytrq+wsbKztLW2t7i5uru8vb6/wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t/g4eLj5OXm5+jp6uvs7e7v8PHy8/T19vf4+fr7/P3+/wMA//6BpUrtcD4LE6t5Bw==',
};
const REAL = ['zlib', 'bz2', 'zstd'] as const;
type Real = (typeof REAL)[number];
const byPython = (algorithm: Real) => Buffer.from(BY_PYTHON[algorithm], 'base64');
const unpack = (algorithm: Real, packed: Uint8Array, limit = PLAIN.length) =>
  bytesOf(decompress(algorithm, limit, 'object P-00001')(inParts(packed, 100)));

describe('names of algorithms', () => {
  it('are taken in any case, with the ways to say none', () => {
    const given = ['ZLIB', 'gzip', 'Bz2', 'bzip2', 'zstd', 'none', 'None', 'off', 'NO'];
    expect(given.map((name) => compressionAlgorithm(name))).toEqual([
      'zlib',
      'gzip',
      'bz2',
      'bzip2',
      'zstd',
      'none',
      'none',
      'none',
      'none',
    ]);
  });

  it.each(['', 'lzma', 'zlib ', 'false'])('refuse %j in the words of Cinder', (name) => {
    expect(() => compressionAlgorithm(name)).toThrow(
      `Invalid backup: unsupported compression algorithm: ${name}`,
    );
  });
});

describe.each(COMPRESSION_ALGORITHMS)('%s', (algorithm) => {
  it('gives back any bytes, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 500 }),
        async (unit, times, part) => {
          const plain = Buffer.concat(Array.from({ length: times }, () => unit));
          const packed = await bytesOf(compress(algorithm, plain.length)(inParts(plain, part)));
          const back = await bytesOf(decompress(algorithm, plain.length)(inParts(packed, part)));
          expect(back.equals(plain)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('takes a source that reuses its buffer', async () => {
    async function* reusing() {
      const buffer = new Uint8Array(70_000);
      for (let round = 0; round < 5; round++) {
        buffer.fill(round * 7);
        buffer[5] = 200;
        yield buffer;
      }
    }
    const hash = createHash('sha256');
    for await (const piece of reusing()) hash.update(piece);
    const unpacked = createHash('sha256');
    for await (const piece of decompress(algorithm, 350_000)(compress(algorithm, 350_000)(reusing()))) {
      unpacked.update(piece);
    }
    expect(unpacked.digest('hex')).toBe(hash.digest('hex'));
  });

  it('refuses a source of another length than announced', async () => {
    for (const length of [PLAIN.length - 1, PLAIN.length + 1]) {
      await expect(bytesOf(compress(algorithm, length)(inParts(PLAIN, 1000)))).rejects.toThrow('announced');
    }
  });

  it('passes the error of a source on, both ways', async () => {
    const cause = new Error('the device went away');
    await expect(bytesOf(compress(algorithm, 100)(pieces('begin', cause)))).rejects.toBe(cause);
    const packed = await bytesOf(compress(algorithm, PLAIN.length)(inParts(PLAIN)));
    const broken = decompress(algorithm, PLAIN.length)(pieces(packed.subarray(0, 20), cause));
    await expect(bytesOf(broken)).rejects.toBe(cause);
  });

  it('lets go of its source when nobody reads on', async () => {
    let released = false;
    async function* endless() {
      try {
        for (let round = 0; ; round++) yield createHash('sha512').update(String(round)).digest();
      } finally {
        released = true;
      }
    }
    let got = 0;
    for await (const piece of compress(algorithm, Number.MAX_SAFE_INTEGER)(endless())) {
      got += piece.length;
      if (got > 100) break;
    }
    expect(released).toBe(true);
  });

  it('refuses more plain bytes than the limit', async () => {
    const packed = await bytesOf(compress(algorithm, PLAIN.length)(inParts(PLAIN)));
    const unpacked = decompress(algorithm, PLAIN.length - 1, 'object P-00001')(inParts(packed));
    await expect(bytesOf(unpacked)).rejects.toThrow(
      `Invalid backup: object P-00001: the data is longer than ${PLAIN.length - 1} bytes.`,
    );
  });
});

describe.each(REAL)('%s as Python writes it', (algorithm) => {
  it('is read', async () => {
    expect((await unpack(algorithm, byPython(algorithm))).equals(PLAIN)).toBe(true);
  });

  it('is refused wherever it is cut short', async () => {
    const packed = byPython(algorithm);
    for (let length = 0; length < packed.length; length += 7) {
      await expect(unpack(algorithm, packed.subarray(0, length))).rejects.toThrow(
        `Invalid backup: object P-00001: the ${algorithm} data is cut short.`,
      );
    }
  });

  it('is refused when anything follows: a byte, zeros, a second stream', async () => {
    const packed = byPython(algorithm);
    for (const behind of [Buffer.from('x'), Buffer.alloc(512), packed]) {
      await expect(unpack(algorithm, Buffer.concat([packed, behind]), 2 * PLAIN.length)).rejects.toThrow(
        'Invalid backup: object P-00001: bytes follow the end of the',
      );
    }
  });

  it('is refused, or at least not given back as it was, when a bit is flipped', async () => {
    const packed = byPython(algorithm);
    for (let at = 0; at < packed.length; at += 11) {
      const flipped = Buffer.from(packed);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      const outcome = await unpack(algorithm, flipped).then(
        (plain) => plain.equals(PLAIN),
        (error: Error) => error.message,
      );
      // The level in the first bytes of zlib and bz2 and the frame's sizes carry no information about the content.
      if (typeof outcome === 'string') expect(outcome).toContain('Invalid backup: object P-00001: ');
      else if (at > 4) expect(outcome).toBe(false);
    }
  });

  it('does not unpack a bomb', async () => {
    const zeros = Buffer.alloc(1 << 20);
    async function* many() {
      for (let count = 0; count < 40; count++) yield zeros;
    }
    const packed = compress(algorithm, 40 << 20)(many());
    let length = 0;
    const read = async () => {
      for await (const piece of decompress(algorithm, 1000)(packed)) length += piece.length;
    };
    await expect(read()).rejects.toThrow('longer than 1000 bytes');
    expect(length).toBeLessThanOrEqual(1000);
  });
});

describe('what Cinder needs of a stream', () => {
  const pack = (algorithm: 'gzip' | 'bz2' | 'zstd') =>
    bytesOf(compress(algorithm, PLAIN.length)(inParts(PLAIN, 500)));

  it('gzip is a zlib stream, not a gzip file', async () => {
    expect((await pack('gzip')).subarray(0, 2).toString('hex')).toBe('789c');
    const gzipFile = Buffer.from('H4sIAAAAAAAAA0tMBAALCP4kAgAAAA==', 'base64');
    await expect(unpack('zlib', gzipFile)).rejects.toThrow('damaged (incorrect header check)');
  });

  it('bz2 is of level 9', async () => {
    expect((await pack('bz2')).subarray(0, 4).toString()).toBe('BZh9');
  });

  it('zstd has the content size in its frame header', async () => {
    for (const length of [1, 255, 256, 70_000, 3_000_000]) {
      const packed = await bytesOf(compress('zstd', length)(inParts(Buffer.alloc(length, 1), 100_000)));
      expect(packed.subarray(0, 4).toString('hex')).toBe('28b52ffd');
      expect((packed[4] ?? 0) & 0xe0).not.toBe(0);
    }
  });

  it('a skippable zstd frame is refused', async () => {
    const skippable = Buffer.from('502a4d1804000000abcdef00', 'hex');
    await expect(unpack('zstd', Buffer.concat([skippable, byPython('zstd')]))).rejects.toThrow(
      'no zstd frame',
    );
    await expect(unpack('zstd', Buffer.concat([byPython('zstd'), skippable]))).rejects.toThrow(
      'bytes follow',
    );
  });

  it('a zstd frame without content size, with a checksum, is read', async () => {
    const stream = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    // With end(data) node would add an empty second frame.
    stream.write(Buffer.alloc(1000, 'a'), () => stream.end());
    const packed = await bytesOf(stream as AsyncIterable<Uint8Array>);
    expect((packed[4] ?? 0) & 0xe0).toBe(0);
    expect((await unpack('zstd', packed, 1000)).toString()).toBe('a'.repeat(1000));
  });
});
