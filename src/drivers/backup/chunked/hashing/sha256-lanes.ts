import { hash } from 'node:crypto';
import { isSha256Native, openSha256Kernel } from './kernels.js';
import type { LaneKernel } from './lane-kernel.js';
import { lastBlocks } from './last-blocks.js';
import { BLOCK_BYTES } from './rounds.js';
import { sha256Start } from './sha256-rounds.js';

/** SHA-256 of several messages at once. */
export class Sha256Lanes {
  readonly #kernel: LaneKernel;
  readonly #start: Uint32Array;

  constructor(kernel: LaneKernel) {
    this.#kernel = kernel;
    this.#start = kernel.state.slice();
    for (let word = 0; word < STATE_WORDS; word++)
      this.#start.fill(sha256Start[word] ?? 0, word * kernel.lanes, (word + 1) * kernel.lanes);
  }

  /** The most messages at once. */
  get count(): number {
    return this.#kernel.lanes;
  }

  /** The messages' digests, one after the other; all are of the same length. @throws RangeError */
  hash(messages: readonly Uint8Array[]): Uint8Array {
    const length = messages[0]?.length ?? 0;
    if (messages.length > this.count || messages.some((message) => message.length !== length)) {
      throw new RangeError(`at most ${this.count} messages of one length are hashed together`);
    }
    this.#kernel.state.set(this.#start);
    const whole = length - (length % BLOCK_BYTES);
    this.#kernel.run(messages, whole / BLOCK_BYTES);
    const ends = endsOf(messages, whole, length);
    this.#kernel.run(ends, (ends[0]?.length ?? 0) / BLOCK_BYTES);
    return this.#digests(messages.length);
  }

  #digests(count: number): Uint8Array {
    const { state, lanes } = this.#kernel;
    const digests = new DataView(new ArrayBuffer(count * STATE_WORDS * 4));
    for (let lane = 0, at = 0; lane < count; lane++) {
      for (let word = 0; word < STATE_WORDS; word++, at += 4)
        digests.setUint32(at, state[word * lanes + lane] ?? 0);
    }
    return new Uint8Array(digests.buffer);
  }
}

const STATE_WORDS = sha256Start.length;

const endsOf = (messages: readonly Uint8Array[], whole: number, length: number): readonly Uint8Array[] => {
  if (whole < length) return messages.map((message) => lastBlocks(message.subarray(whole), length, true));
  // Messages of whole blocks all end in the same way.
  const end = lastBlocks(new Uint8Array(), length, true);
  return messages.map(() => end);
};

const SAMPLE = new Uint8Array(32 * 1024);
const SAMPLES = 16;
/** No program reaches this without SHA instructions, and with them every processor does; bytes in a millisecond. */
const WITH_INSTRUCTIONS = 700_000;

/** Whether the processor hashes one message faster than lanes hash several. */
export const isFasterAlone = (): boolean => {
  if (isSha256Native) return false;
  let best = Infinity;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const began = performance.now();
    hash('sha256', SAMPLE, 'buffer');
    best = Math.min(best, performance.now() - began);
  }
  return SAMPLE.length / best > WITH_INSTRUCTIONS;
};

/** The lanes of this thread, or null where one message after the other is faster. That is found out once, at the first call. */
export const lanesUnless = (isSlower: () => boolean): (() => Sha256Lanes | null) => {
  let known: { readonly lanes: Sha256Lanes | null } | undefined;
  return () => {
    known ??= { lanes: isSlower() ? null : new Sha256Lanes(openSha256Kernel()) };
    return known.lanes;
  };
};
