import { suffixArray } from './suffix-array.js';

const BYTES = 256;

/** Where the smallest rotation starts. */
function smallestRotation(block: Uint8Array): number {
  const n = block.length;
  let best = 0;
  let other = 1;
  let equal = 0;
  while (best < n && other < n && equal < n) {
    const a = block[best + equal < n ? best + equal : best + equal - n] as number;
    const b = block[other + equal < n ? other + equal : other + equal - n] as number;
    if (a === b) {
      equal++;
      continue;
    }
    if (a > b) best += equal + 1;
    else other += equal + 1;
    if (best === other) other++;
    equal = 0;
  }
  return Math.min(best, other);
}

/**
 * The Burrows-Wheeler transform: the last column of the sorted rotations, and the row of the block itself. The smallest rotation
 * of a block is a (power of a) Lyndon word, and for such words the order of the suffixes is the order of the rotations; so the
 * block is turned to it first and one suffix array over the block is enough.
 */
export function burrowsWheeler(block: Uint8Array): { readonly column: Uint8Array; readonly origin: number } {
  const n = block.length;
  const start = smallestRotation(block);
  const turned = new Uint8Array(n);
  turned.set(block.subarray(start));
  turned.set(block.subarray(0, start), n - start);
  const order = suffixArray(turned, BYTES);
  const column = new Uint8Array(n);
  const first = (n - start) % n;
  let origin = 0;
  for (let row = 0; row < n; row++) {
    const at = order[row] as number;
    column[row] = turned[at === 0 ? n - 1 : at - 1] as number;
    if (at === first) origin = row;
  }
  return { column, origin };
}
