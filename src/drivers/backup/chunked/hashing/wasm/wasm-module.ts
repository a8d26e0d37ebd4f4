import { BLOCK_BYTES, BLOCK_WORDS, type LaneInstructions, type Rounds, type Word } from '../rounds.js';
import {
  add,
  addI32,
  constant,
  everywhere,
  get,
  i32,
  load,
  moduleOf,
  not,
  or,
  repeat,
  rotated,
  select,
  sequence,
  set,
  shiftRight,
  shuffle,
  store,
  subtractI32,
  tee,
  v128,
  xor,
  type Code,
} from './wasm-code.js';

/** Messages that are hashed side by side: one in each 32-bit lane of a vector. */
export const WASM_LANES = 4;

const numbered = (words: Code): Code => words.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte));
const lowHalves = shuffle(numbered([0, 4, 1, 5]));
const highHalves = shuffle(numbered([2, 6, 3, 7]));
const lowPairs = shuffle(numbered([0, 1, 4, 5]));
const highPairs = shuffle(numbered([2, 3, 6, 7]));
const swapBytes = shuffle([3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]);

const swapped = (local: number): Code => sequence(get(local), get(local), swapBytes, set(local));

/** Four words of each lane, a lane in a vector, become four vectors of one word of all lanes. */
const transposed = ([a = 0, b = 0, c = 0, d = 0]: Code, [w = 0, x = 0, y = 0, z = 0]: Code): Code =>
  sequence(
    sequence(get(a), get(b), lowHalves, set(y), get(c), get(d), lowHalves, set(z)),
    sequence(get(y), get(z), lowPairs, set(w), get(y), get(z), highPairs, set(x)),
    sequence(get(a), get(b), highHalves, set(a), get(c), get(d), highHalves, set(c)),
    sequence(get(a), get(c), lowPairs, set(y), get(a), get(c), highPairs, set(z)),
  );

/** The rounds, with a word of all lanes in each local. */
class Instructions implements LaneInstructions {
  readonly code: number[] = [];

  constructor(readonly word: () => Word) {}

  add(to: Word, a: Word, b: Word): void {
    this.#emit(get(a), get(b), add, set(to));
  }

  addConstant(to: Word, a: Word, value: number): void {
    this.#emit(get(a), everywhere(value), add, set(to));
  }

  rotateRight(to: Word, from: Word, bits: number): void {
    this.#emit(rotated(from, bits), set(to));
  }

  shiftRight(to: Word, from: Word, bits: number): void {
    this.#emit(get(from), shiftRight(bits), set(to));
  }

  xor(to: Word, a: Word, b: Word, c: Word): void {
    this.#emit(get(a), get(b), xor, get(c), xor, set(to));
  }

  choose(to: Word, mask: Word, a: Word, b: Word): void {
    this.#emit(get(a), get(b), get(mask), select, set(to));
  }

  majority(to: Word, a: Word, b: Word, c: Word): void {
    // c where a and b differ, else b.
    this.#emit(get(c), get(b), get(a), get(b), xor, select, set(to));
  }

  xorWithOrNot(to: Word, a: Word, b: Word, c: Word): void {
    this.#emit(get(b), get(c), not, or, get(a), xor, set(to));
  }

  #emit(...parts: readonly Code[]): void {
    this.code.push(...sequence(...parts));
  }
}

/**
 * The module of a hash function over four lanes: `run(state, data, stride, blocks)` reads the state's words (four lanes
 * each) at `state` and the lanes' blocks at `data`, `data + stride`, …, and leaves the new state at `state`.
 */
export const laneModule = ({ stateWords, bigEndian, compress }: Rounds): Uint8Array<ArrayBuffer> => {
  const [state, data, stride, blocks] = [0, 1, 2, 3];
  const types: number[] = [];
  const local = (type: number): number => 3 + types.push(type);
  const locals = (count: number, type: number): number[] => Array.from({ length: count }, () => local(type));
  const lanes = locals(WASM_LANES, i32);
  const sums = locals(stateWords, v128);
  const work = locals(stateWords, v128);
  const words = locals(BLOCK_WORDS, v128);
  const rows = locals(WASM_LANES, v128);
  const rounds = new Instructions(() => local(v128));
  const after = compress(rounds, words, work);
  const each = (list: readonly number[], code: (item: number, index: number) => Code): Code =>
    list.flatMap(code);
  const laneAt = (index: number): Code =>
    index === 0 ? get(data) : sequence(get(lanes[index - 1] ?? 0), get(stride), addI32);

  const begin = sequence(
    each(lanes, (lane, i) => sequence(laneAt(i), set(lane))),
    each(sums, (sum, i) => sequence(get(state), load(i * 16), set(sum))),
  );
  const rowOf = (first: number) => (row: number, i: number) =>
    sequence(get(lanes[i] ?? 0), load(first * 4), set(row), bigEndian ? swapped(row) : []);
  const block = sequence(
    [0, 4, 8, 12].flatMap((first) =>
      sequence(each(rows, rowOf(first)), transposed(rows, words.slice(first, first + 4))),
    ),
    each(work, (word, i) => sequence(get(sums[i] ?? 0), set(word))),
    rounds.code,
    each(sums, (sum, i) => sequence(get(sum), get(after[i] ?? 0), add, set(sum))),
    each(lanes, (lane) => sequence(get(lane), constant(BLOCK_BYTES), addI32, set(lane))),
    sequence(get(blocks), constant(1), subtractI32, tee(blocks)),
  );
  const end = each(sums, (sum, i) => sequence(get(state), get(sum), store(i * 16)));
  return moduleOf(4, types, sequence(begin, repeat(block), end));
};
