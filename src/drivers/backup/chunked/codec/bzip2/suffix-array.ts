/**
 * Suffix array by induced sorting (SA-IS: Nong, Zhang, Chan 2009), in linear time for any data; bzip2's blocks hold long repeats.
 * A suffix is of type S when it is smaller than the next one, otherwise of type L. Sorting the leftmost S suffixes (LMS) is
 * enough: the order of all others follows in two sweeps. Empty places are -1.
 */

type Text = Uint8Array | Int32Array;

interface Shape {
  readonly text: Text;
  /** 1 where the suffix is of type S. */
  readonly isS: Uint8Array;
  /** First place of each symbol's bucket, and of the S suffixes in it; one more than there are symbols. */
  readonly bucketStart: Int32Array;
  readonly sStart: Int32Array;
}

function shapeOf(text: Text, symbols: number): Shape {
  const n = text.length;
  const isS = new Uint8Array(n);
  const all = new Int32Array(symbols + 1);
  const ofL = new Int32Array(symbols + 1);
  for (let i = n - 1; i >= 0; i--) {
    const here = text[i] as number;
    const next = i + 1 < n ? (text[i + 1] as number) : -1;
    isS[i] = here < next || (here === next && isS[i + 1] === 1) ? 1 : 0;
    (all[here] as number)++;
    if (isS[i] === 0) (ofL[here] as number)++;
  }
  const bucketStart = new Int32Array(symbols + 1);
  const sStart = new Int32Array(symbols + 1);
  for (let symbol = 0, place = 0; symbol <= symbols; symbol++) {
    bucketStart[symbol] = place;
    sStart[symbol] = place + (ofL[symbol] as number);
    place += all[symbol] as number;
  }
  return { text, isS, bucketStart, sStart };
}

const isLms = (isS: Uint8Array, i: number): boolean => i > 0 && isS[i] === 1 && isS[i - 1] === 0;

/** Puts the LMS suffixes into their buckets in the given order, then induces all others. */
function induce({ text, isS, bucketStart, sStart }: Shape, lms: Int32Array, places: Int32Array): void {
  const n = text.length;
  places.fill(-1);
  let next = sStart.slice();
  for (const i of lms) places[(next[text[i] as number] as number)++] = i;
  next = bucketStart.slice();
  // The empty suffix comes first of all, and the last symbol, always of type L, follows from it.
  places[(next[text[n - 1] as number] as number)++] = n - 1;
  for (let place = 0; place < n; place++) {
    const before = (places[place] as number) - 1;
    if (before >= 0 && isS[before] === 0) places[(next[text[before] as number] as number)++] = before;
  }
  next = bucketStart.slice();
  for (let place = n - 1; place >= 0; place--) {
    const before = (places[place] as number) - 1;
    if (before >= 0 && isS[before] === 1) places[--(next[(text[before] as number) + 1] as number)] = before;
  }
}

function lmsPositions({ text, isS }: Shape): Int32Array {
  const found = new Int32Array((text.length >> 1) + 1);
  let count = 0;
  for (let i = 1; i < text.length; i++) if (isLms(isS, i)) found[count++] = i;
  return found.subarray(0, count);
}

/** True when two different LMS substrings, each up to and with the next LMS position, are equal. */
function sameSubstring({ text, isS }: Shape, a: number, b: number): boolean {
  const n = text.length;
  for (let k = 0; ; k++) {
    if (a + k >= n || b + k >= n) return false;
    if (text[a + k] !== text[b + k] || isS[a + k] !== isS[b + k]) return false;
    if (k > 0 && isLms(isS, a + k)) return isLms(isS, b + k);
  }
}

/** The LMS suffixes in order: named by their substrings, and where names repeat, sorted as a shorter text. */
function sortLms(shape: Shape, lms: Int32Array, places: Int32Array): Int32Array {
  const { isS } = shape;
  const sorted = new Int32Array(lms.length);
  let found = 0;
  for (const i of places) if (isLms(isS, i)) sorted[found++] = i;
  // Two LMS positions are never neighbours, so half the position is a key of its own.
  const nameAt = new Int32Array((shape.text.length >> 1) + 1);
  let names = 0;
  for (let k = 0; k < sorted.length; k++) {
    const here = sorted[k] as number;
    if (k > 0 && !sameSubstring(shape, sorted[k - 1] as number, here)) names++;
    nameAt[here >> 1] = names;
  }
  if (names + 1 === sorted.length) return sorted;
  const shorter = lms.map((i) => nameAt[i >> 1] as number);
  return suffixArray(shorter, names + 1).map((k) => lms[k] as number);
}

/** Start positions of all suffixes of the text in ascending order. @param symbols one more than the largest symbol */
export function suffixArray(text: Text, symbols: number): Int32Array {
  const places = new Int32Array(text.length);
  if (text.length < 2) return places;
  const shape = shapeOf(text, symbols);
  const lms = lmsPositions(shape);
  induce(shape, lms, places);
  if (lms.length > 1) induce(shape, sortLms(shape, lms, places), places);
  return places;
}
