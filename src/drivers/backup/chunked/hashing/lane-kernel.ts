import { BLOCK_BYTES, LANES, laneModule, type Rounds } from './lane-code.js';

/** What lies in a lane at a time: it stays in the processor's nearest caches. */
export const LANE_BYTES = 16 * 1024;
const DATA_AT = 1024;
/** Lanes a power of two apart would fall on the same places of the caches. */
const STRIDE = LANE_BYTES + BLOCK_BYTES;
const PAGE_BYTES = 65_536;

type Run = (state: number, data: number, stride: number, blocks: number) => void;

/** One hash function over four messages at a time, in memory of its own. */
export class LaneKernel {
  /** The word `w` of lane `l` is at `w * LANES + l`. */
  readonly state: Uint32Array;
  readonly #lanes: readonly Uint8Array[];
  readonly #run: Run;

  constructor(rounds: Rounds) {
    const pages = Math.ceil((DATA_AT + LANES * STRIDE) / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const module = new WebAssembly.Module(laneModule(rounds));
    const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
    if (typeof run !== 'function') throw new TypeError('the lanes cannot run');
    this.#run = run as Run;
    this.state = new Uint32Array(memory.buffer, 0, rounds.stateWords * LANES);
    this.#lanes = Array.from(
      { length: LANES },
      (_, lane) => new Uint8Array(memory.buffer, DATA_AT + lane * STRIDE, LANE_BYTES),
    );
  }

  /** Where the bytes of a lane are put before a run. */
  lane(number: number): Uint8Array {
    const lane = this.#lanes[number];
    if (lane === undefined) throw new RangeError(`there is no lane ${number}`);
    return lane;
  }

  setState(lane: number, words: ArrayLike<number>): void {
    for (let word = 0; word < words.length; word++) this.state[word * LANES + lane] = words[word] ?? 0;
  }

  stateOf(lane: number): Uint32Array {
    return Uint32Array.from(
      { length: this.state.length / LANES },
      (_, word) => this.state[word * LANES + lane] ?? 0,
    );
  }

  /** Hashes that many blocks of 64 bytes of each lane; lanes without a message hash whatever lies in them. */
  run(blocks: number): void {
    if (blocks > 0) this.#run(0, DATA_AT, STRIDE, blocks);
  }
}

/** The end of a message of that many bytes: the bytes that no block holds yet, a one, zeros, the length in bits. */
export const lastBlocks = (rest: Uint8Array, length: number, bigEndian: boolean): Uint8Array => {
  const end = new Uint8Array(rest.length + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES);
  end.set(rest);
  end[rest.length] = 0x80;
  new DataView(end.buffer).setBigUint64(end.length - 8, BigInt(length) * 8n, !bigEndian);
  return end;
};
