/** Bytes looked at: enough for the shares of 256 values, little beside everything else that is done with a piece. */
const SAMPLE = 16 * 1024;
/** Bits of information in a byte. With more than this, codes of other lengths for the values save less than 0.7 %. */
const DENSE_BITS = 7.95;

/**
 * Do all values of a byte come about equally often, as in data that is compressed or encrypted already? Bytes are taken in odd steps,
 * so that the fields of a table all have their turn. A few bytes are never dense: too few to tell.
 */
export function isDense(data: Uint8Array): boolean {
  const step = Math.ceil(data.length / SAMPLE) | 1;
  const counts = new Uint32Array(256);
  for (let at = 0; at < data.length; at += step) {
    const value = data[at] as number;
    counts[value] = (counts[value] as number) + 1;
  }
  const total = Math.ceil(data.length / step);
  let bits = 0;
  for (const count of counts) if (count > 0) bits += count * Math.log2(total / count);
  return bits >= DENSE_BITS * total;
}
