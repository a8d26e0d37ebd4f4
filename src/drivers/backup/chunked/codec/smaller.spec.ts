import { createHash, randomBytes } from 'node:crypto';
import { bytesOf, inParts } from '../../../../../test/support/byte-streams.js';
import { decompress } from './codec.js';
import { compressIfSmaller, NotSmaller, onlyIfSmaller } from './smaller.js';
import { OUTPUT_BYTES } from './through-zlib.js';

/** Bytes nothing can compress. */
const noise = Buffer.concat(
  Array.from({ length: 64 }, (_, index) => createHash('sha512').update(String(index)).digest()),
);

describe('compressIfSmaller', () => {
  it.each(['zlib', 'gzip', 'bz2', 'bzip2', 'zstd'] as const)(
    '%s: packs what becomes smaller',
    async (name) => {
      const plain = Buffer.alloc(5000, 'ab');
      const { compression, bytes } = await compressIfSmaller(name, plain);
      expect(compression).toBe(name);
      expect(bytes.length).toBeLessThan(plain.length);
      expect((await bytesOf(decompress(name, 5000)(inParts(bytes)))).equals(plain)).toBe(true);
    },
  );

  it.each(['zlib', 'bz2', 'zstd'] as const)(
    '%s: has all of what came out in several pieces',
    async (name) => {
      const plain = Buffer.concat([randomBytes(2 * OUTPUT_BYTES), Buffer.alloc(OUTPUT_BYTES)]);
      const { compression, bytes } = await compressIfSmaller(name, plain);
      expect(compression).toBe(name);
      expect((await bytesOf(decompress(name, plain.length)(inParts(bytes)))).equals(plain)).toBe(true);
    },
  );

  it.each(['zlib', 'gzip', 'bz2', 'bzip2', 'zstd', 'none'] as const)(
    '%s: leaves noise as none',
    async (name) => {
      expect(await compressIfSmaller(name, noise)).toEqual({ compression: 'none', bytes: noise });
    },
  );
});

describe('onlyIfSmaller', () => {
  it('passes fewer bytes and stops at as many', async () => {
    const bytes = Buffer.from('abcdef');
    expect((await bytesOf(onlyIfSmaller(inParts(bytes, 2), 7))).toString()).toBe('abcdef');
    await expect(bytesOf(onlyIfSmaller(inParts(bytes, 2), 6))).rejects.toThrow(NotSmaller);
  });
});
