import { createHash } from 'node:crypto';
import { hashBlocks, LongBlockHasher } from './block-hasher.js';

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();

describe('hashBlocks', () => {
  it('hashes each block, zeros and a short end included', () => {
    const data = Buffer.concat([
      Buffer.alloc(8),
      Buffer.from('12345678'),
      Buffer.alloc(8),
      Buffer.from('end'),
    ]);
    const digests = hashBlocks(data, 8);
    const expected = [0, 8, 16, 24].map((at) => sha256(data.subarray(at, at + 8)));
    expect(Buffer.from(digests).equals(Buffer.concat(expected))).toBe(true);
    expect(Buffer.from(hashBlocks(Buffer.alloc(3), 8)).equals(sha256(Buffer.alloc(3)))).toBe(true);
    expect(hashBlocks(Buffer.alloc(0), 8)).toHaveLength(0);
  });

  it('keeps apart zeros of many lengths', () => {
    for (const length of [1, 2, 3, 4, 5, 6, 7, 1, 2, 2_000_000]) {
      expect(Buffer.from(hashBlocks(Buffer.alloc(length), length)).equals(sha256(Buffer.alloc(length)))).toBe(
        true,
      );
    }
  });
});

describe('LongBlockHasher', () => {
  it('answers at the end of each block and of the data', () => {
    const hasher = new LongBlockHasher(6);
    expect(hasher.update(Buffer.from('abcd'), false)).toHaveLength(0);
    expect(hasher.update(Buffer.from('ef'), false)).toEqual(sha256(Buffer.from('abcdef')));
    expect(hasher.update(Buffer.from('gh'), true)).toEqual(sha256(Buffer.from('gh')));
  });
});
