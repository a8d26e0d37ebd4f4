import { hash } from 'node:crypto';
import { BLOCK_BYTES, LANES } from './lane-code.js';
import { LANE_BYTES, LaneKernel, lastBlocks } from './lane-kernel.js';
import { sha256Rounds, sha256Start } from './sha256-rounds.js';

/** SHA-256 of four messages at once, for processors without instructions for it. */
export class Sha256Lanes {
  readonly #kernel = new LaneKernel(sha256Rounds);

  /** The messages' digests, of four messages of the same length. @throws RangeError */
  hash(messages: readonly Uint8Array[]): readonly Uint8Array[] {
    const length = messages[0]?.length ?? 0;
    if (messages.length !== LANES || messages.some((message) => message.length !== length)) {
      throw new RangeError('four messages of one length are hashed together');
    }
    for (let lane = 0; lane < LANES; lane++) this.#kernel.setState(lane, sha256Start);
    const whole = length - (length % BLOCK_BYTES);
    for (let at = 0; at < whole; at += LANE_BYTES) {
      this.#run(messages.map((message) => message.subarray(at, Math.min(whole, at + LANE_BYTES))));
    }
    this.#run(messages.map((message) => lastBlocks(message.subarray(whole), length, true)));
    return messages.map((_, lane) => digestOf(this.#kernel.stateOf(lane)));
  }

  #run(parts: readonly Uint8Array[]): void {
    for (const [lane, part] of parts.entries()) this.#kernel.lane(lane).set(part);
    this.#kernel.run((parts[0]?.length ?? 0) / BLOCK_BYTES);
  }
}

const digestOf = (words: Uint32Array): Uint8Array => {
  const digest = new DataView(new ArrayBuffer(words.length * 4));
  for (const [i, word] of words.entries()) digest.setUint32(i * 4, word);
  return new Uint8Array(digest.buffer);
};

const SAMPLE = new Uint8Array(32 * 1024);
const SAMPLES = 16;
/** No program reaches this without SHA instructions, and with them every processor does; bytes in a millisecond. */
const WITH_INSTRUCTIONS = 700_000;

/** Whether the processor hashes one message faster than lanes hash four. */
export const hasShaInstructions = (): boolean => {
  let best = Infinity;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const began = performance.now();
    hash('sha256', SAMPLE, 'buffer');
    best = Math.min(best, performance.now() - began);
  }
  return SAMPLE.length / best > WITH_INSTRUCTIONS;
};

/** The lanes of this thread, or null where one message after the other is faster. That is found out once, at the first call. */
export const lanesUnless = (hasInstructions: () => boolean): (() => Sha256Lanes | null) => {
  let known: { readonly lanes: Sha256Lanes | null } | undefined;
  return () => {
    known ??= { lanes: hasInstructions() ? null : new Sha256Lanes() };
    return known.lanes;
  };
};
