const MODULUS = 65_521;
/** As many sums as stay below 2^31, so that the engine keeps them as integers; a multiple of the eight below. */
const SUMS = 3_600;

/** The checksum of no bytes. */
export const ADLER_START = 1;

/** Goes on with a checksum over more bytes (RFC 1950 section 8). */
export function adler32(adler: number, data: Uint8Array): number {
  let a = adler & 0xffff;
  let b = adler >>> 16;
  // An index is always below the length; `| 0` says so to the compiler at no cost.
  const at = (index: number): number => (data[index] as number) | 0;
  for (let i = 0; i < data.length;) {
    const end = Math.min(i + SUMS, data.length);
    for (; i + 8 <= end; i += 8) {
      b += a += at(i);
      b += a += at(i + 1);
      b += a += at(i + 2);
      b += a += at(i + 3);
      b += a += at(i + 4);
      b += a += at(i + 5);
      b += a += at(i + 6);
      b += a += at(i + 7);
    }
    for (; i < end; i++) b += a += at(i);
    a %= MODULUS;
    b %= MODULUS;
  }
  return joined(a, b);
}

/** The same over that many zeros. */
export function adler32OfZeros(adler: number, length: number): number {
  const a = adler & 0xffff;
  return joined(a, ((adler >>> 16) + a * (length % MODULUS)) % MODULUS);
}

const joined = (a: number, b: number): number => ((b << 16) | a) >>> 0;
