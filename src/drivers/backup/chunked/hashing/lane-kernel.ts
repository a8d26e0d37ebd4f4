/** One hash function over several messages at a time: one in each 32-bit lane of a vector. */
export interface LaneKernel {
  readonly lanes: number;
  /** The word `w` of lane `l` is at `w * lanes + l`. */
  readonly state: Uint32Array;
  /**
   * Hashes that many blocks from the beginning of each message; there are as many messages as lanes, or fewer.
   * @throws RangeError when there are more, or one is shorter
   */
  run(messages: readonly Uint8Array[], blocks: number): void;
}

export const setLane = (kernel: LaneKernel, lane: number, words: ArrayLike<number>): void => {
  const { state, lanes } = kernel;
  for (let word = 0; word < words.length; word++) state[word * lanes + lane] = words[word] ?? 0;
};

export const getLane = (kernel: LaneKernel, lane: number, words: Uint32Array): void => {
  const { state, lanes } = kernel;
  for (let word = 0; word < words.length; word++) words[word] = state[word * lanes + lane] ?? 0;
};
