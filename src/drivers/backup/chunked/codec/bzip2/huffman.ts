/** Longest code our compressor writes; readers accept up to 20. */
const MAX_LENGTH = 17;

/** Code lengths of an optimal prefix code, by two queues: leaves in order of weight, and the nodes made from them. */
function optimalLengths(weights: readonly number[]): number[] {
  const count = weights.length;
  const weight = weights.slice();
  const parent = new Int32Array(2 * count - 1);
  const leaves = [...weights.keys()].sort((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0));
  let leaf = 0;
  let node = count;
  const lightest = (): number => {
    const candidate = leaves[leaf];
    const takeLeaf =
      candidate !== undefined && (node >= weight.length || (weight[candidate] ?? 0) <= (weight[node] ?? 0));
    if (takeLeaf) leaf++;
    return takeLeaf ? candidate : node++;
  };
  while (weight.length < 2 * count - 1) {
    const [a, b] = [lightest(), lightest()];
    parent[a] = weight.length;
    parent[b] = weight.length;
    weight.push((weight[a] ?? 0) + (weight[b] ?? 0));
  }
  const depth = new Int32Array(weight.length);
  for (let i = weight.length - 2; i >= 0; i--) depth[i] = (depth[parent[i] ?? 0] ?? 0) + 1;
  return Array.from(depth.subarray(0, count));
}

/** Code lengths for the frequencies (at least two), none longer than bzip2 takes; a symbol that does not occur gets a code too. */
export function codeLengths(frequencies: ArrayLike<number>): Uint8Array {
  let weights = Array.from(frequencies, (frequency) => Math.max(frequency, 1));
  let lengths = optimalLengths(weights);
  while (Math.max(...lengths) > MAX_LENGTH) {
    // Flatter weights give shorter codes, at next to no cost.
    weights = weights.map((weight) => (weight >> 1) + 1);
    lengths = optimalLengths(weights);
  }
  return Uint8Array.from(lengths);
}

/** Canonical codes: ascending by length, then by symbol. */
export function codesOf(lengths: Uint8Array): Int32Array {
  const codes = new Int32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= MAX_LENGTH; length++, code <<= 1) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) codes[symbol] = code++;
    }
  }
  return codes;
}
