import { randomBytes } from 'node:crypto';
import { bytesOf, inParts } from '../../../../../test/support/byte-streams.js';
import { decompressedAtOnce } from './at-once.js';
import { compress } from './codec.js';

const same = (found: Uint8Array | null, expected: Buffer) => found !== null && expected.equals(found);

describe.each(['none', 'zlib', 'gzip', 'zstd'] as const)('a small %s object', (algorithm) => {
  const packed = (plain: Uint8Array) => bytesOf(compress(algorithm, plain.length)(inParts(plain)));

  it.each([
    ['text', Buffer.from('the same words again, '.repeat(3000))],
    ['noise', randomBytes(100_000)],
    ['a byte', Buffer.of(7)],
    ['nothing', Buffer.alloc(0)],
  ])('of %s comes out whole', async (_, plain) => {
    expect(same(decompressedAtOnce(algorithm, await packed(plain), plain.length), plain)).toBe(true);
  });

  const plain = Buffer.from('the same words again, '.repeat(100));

  it('does not come out where another length is asked for', async () => {
    const stored = await packed(plain);
    expect(decompressedAtOnce(algorithm, stored, plain.length - 1)).toBeNull();
    expect(decompressedAtOnce(algorithm, stored, plain.length + 1)).toBeNull();
    expect(decompressedAtOnce(algorithm, stored, 0)).toBeNull();
  });

  it('does not come out where it is cut short, or anything follows', async () => {
    const stored = await packed(plain);
    for (let length = 0; length < stored.length; length++)
      expect(decompressedAtOnce(algorithm, stored.subarray(0, length), plain.length)).toBeNull();
    for (const more of [Buffer.of(0), Buffer.from('more'), stored])
      expect(decompressedAtOnce(algorithm, Buffer.concat([stored, more]), plain.length)).toBeNull();
  });
});

describe('an object that was not packed in this way', () => {
  it.each(['zlib', 'gzip', 'zstd', 'bz2', 'bzip2'] as const)('does not come out as %s', async (algorithm) => {
    const plain = Buffer.from('the same words again');
    expect(decompressedAtOnce(algorithm, plain, plain.length)).toBeNull();
    const packed = await bytesOf(compress('bz2', plain.length)(inParts(plain)));
    expect(decompressedAtOnce(algorithm, packed, plain.length)).toBeNull();
  });
});
