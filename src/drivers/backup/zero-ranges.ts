/** Shorter runs of zeros are written: skipping them costs more calls than it saves bytes. */
const GRAIN = 64 * 1024;
const zeros = Buffer.alloc(GRAIN);

/** The ranges of the data that are worth writing to a target which reads as zeros; the parts between are all zero. */
export function* nonZeroRanges(
  data: Uint8Array,
): Generator<{ readonly offset: number; readonly length: number }> {
  let start = -1;
  for (let at = 0; at < data.length; at += GRAIN) {
    const grain = data.subarray(at, at + GRAIN);
    const isZero = zeros.subarray(0, grain.length).equals(grain);
    if (!isZero && start < 0) start = at;
    if (isZero && start >= 0) {
      yield { offset: start, length: at - start };
      start = -1;
    }
  }
  if (start >= 0) yield { offset: start, length: data.length - start };
}
