import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { type DeflateAtOnce, deflateAtOnce, deflateAtOnceByNode } from './deflate-at-once.js';
import { loadDeflate } from './library.js';

const native = await loadDeflate();
const ways: readonly (readonly [string, DeflateAtOnce])[] = [
  ['by node:zlib', deflateAtOnceByNode],
  ...(native === null ? [] : [['by zlib itself', deflateAtOnce(native)] as const]),
];

describe.each(ways)('deflate at once, %s', (_way, compress) => {
  it.each([0, 1, 1000, 65_536, 300_000, 2 ** 20])('makes of %i bytes what deflate makes', (length) => {
    for (const plain of [Buffer.alloc(length, 'the same words again, '), randomBytes(length)]) {
      expect(deflateSync(plain).equals(compress(plain))).toBe(true);
    }
  });
});
