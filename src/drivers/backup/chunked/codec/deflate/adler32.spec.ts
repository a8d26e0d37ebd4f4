import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { ADLER_START, adler32 as inJavaScript, adler32OfZeros } from './adler32.js';
import { loadDeflate } from './library.js';

const byZlib = (data: Uint8Array): number => deflateSync(data).readUInt32BE(deflateSync(data).length - 4);

const native = await loadDeflate();
const ways = [
  ['in JavaScript', inJavaScript],
  ...(native === null ? [] : [['by zlib', native.adler32] as const]),
] as const;

describe.each(ways)('Adler-32 %s', (_way, adler32) => {
  it('is what zlib writes, of bytes of all lengths, at once and in parts', () => {
    for (const length of [0, 1, 7, 8, 9, 3599, 3600, 3601, 65_521, 200_003]) {
      const data = randomBytes(length);
      const half = length >> 1;
      expect(adler32(ADLER_START, data)).toBe(byZlib(data));
      expect(adler32(adler32(ADLER_START, data.subarray(0, half)), data.subarray(half))).toBe(byZlib(data));
    }
  });

  it('does not overflow with the greatest sums', () => {
    const data = Buffer.alloc(1_000_000, 255);
    expect(adler32(ADLER_START, data)).toBe(byZlib(data));
  });

  it('of zeros needs no zeros', () => {
    const begin = adler32(ADLER_START, Buffer.from('begin'));
    for (const length of [0, 1, 65_521, 1_000_000]) {
      expect(adler32OfZeros(begin, length)).toBe(adler32(begin, Buffer.alloc(length)));
    }
  });
});
