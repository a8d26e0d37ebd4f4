import { BLOCK_BYTES, BLOCK_WORDS, type LaneInstructions, type Rounds } from '../rounds.js';
import {
  add,
  addEverywhere,
  addMemory,
  addToPointer,
  copy,
  decrementOnStack,
  end,
  highPairs,
  highWords,
  jumpUnlessZero,
  load,
  loadFromStack,
  loadLower,
  loadUpper,
  lowPairs,
  lowWords,
  orderBytes,
  rotateRight,
  shiftRight,
  store,
  ternary,
  type Code,
  type Register,
} from './avx512-code.js';

/** Messages that are hashed side by side. */
export const AVX512_LANES = 8;
const REGISTERS = 32;
const WORD_BYTES = 4;
const VECTOR_BYTES = AVX512_LANES * WORD_BYTES;

/**
 * Where the arguments of `run` come (System V): the first six in registers, the others on the stack, which are fetched into
 * registers but for the count. These are rdi, rsi, rdx, rcx, r8, r9, r10, r11, and rax for the state.
 */
const pointers = [7, 6, 2, 1, 8, 9, 10, 11] as const;
const statePointer = 0;
const onStack = { lane6: 8, lane7: 16, state: 24, blocks: 32 } as const;

/** What a routine's bits do to three bits, as `ternary` takes them. */
const tables = { xor: 0x96, choose: 0xca, majority: 0xe8, xorWithOrNot: 0x2d } as const;

/** The bytes of each word in opposite order. */
const byteOrder = Array.from({ length: VECTOR_BYTES }, (_, byte) => (byte & 12) + 3 - (byte & 3));
const mostConstants = 64;
const CONSTANTS_AT = VECTOR_BYTES;
/** Where the routine begins, behind what it reads. */
export const ENTRY = CONSTANTS_AT + mostConstants * WORD_BYTES;

class Routine implements LaneInstructions {
  readonly #code: number[] = [];
  readonly #constants: number[] = [];
  #words = 0;

  get position(): number {
    return ENTRY + this.#code.length;
  }

  emit(code: Code): void {
    this.#code.push(...code);
  }

  /** An instruction that reads at a place of the routine's own. */
  reading(place: number, instruction: (from: { readonly distance: number }) => Code): void {
    const { length } = instruction({ distance: 0 });
    this.emit(instruction({ distance: place - (this.position + length) }));
  }

  word(): Register {
    if (this.#words === REGISTERS) throw new RangeError('the processor has no more registers');
    return this.#words++;
  }

  add(to: Register, a: Register, b: Register): void {
    this.emit(add(to, a, b));
  }

  addConstant(to: Register, a: Register, constant: number): void {
    const place = CONSTANTS_AT + this.#constants.length * WORD_BYTES;
    if (this.#constants.push(constant) > mostConstants) throw new RangeError('there are too many constants');
    this.reading(place, (from) => addEverywhere(to, a, from));
  }

  rotateRight(to: Register, from: Register, bits: number): void {
    this.emit(rotateRight(to, from, bits));
  }

  shiftRight(to: Register, from: Register, bits: number): void {
    this.emit(shiftRight(to, from, bits));
  }

  xor(to: Register, a: Register, b: Register, c: Register): void {
    this.#ternary(to, [a, b, c], tables.xor);
  }

  choose(to: Register, mask: Register, a: Register, b: Register): void {
    this.#ternary(to, [mask, a, b], tables.choose);
  }

  majority(to: Register, a: Register, b: Register, c: Register): void {
    this.#ternary(to, [a, b, c], tables.majority);
  }

  xorWithOrNot(to: Register, a: Register, b: Register, c: Register): void {
    this.#ternary(to, [a, b, c], tables.xorWithOrNot);
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.position);
    bytes.set(byteOrder);
    bytes.set(new Uint8Array(Uint32Array.from(this.#constants).buffer), CONSTANTS_AT);
    bytes.set(this.#code, ENTRY);
    return bytes;
  }

  #ternary(to: Register, [a, b, c]: readonly [Register, Register, Register], table: number): void {
    if (to !== a) this.emit(copy(to, a));
    this.emit(ternary(to, b, c, table));
  }
}

type Four = readonly [Register, Register, Register, Register];

/** A row of each lane becomes a column: in each half of the registers by itself, the lower lanes beside the upper ones. */
const transpose = ([a, b, c, d]: Four, [w, x, y, z]: Four, [e, f, g, h]: Four): Code => [
  ...lowWords(w, a, b),
  ...highWords(x, a, b),
  ...lowWords(y, c, d),
  ...highWords(z, c, d),
  ...lowPairs(e, w, y),
  ...highPairs(f, w, y),
  ...lowPairs(g, x, z),
  ...highPairs(h, x, z),
];

/** Four words of each lane, from the block's word `first` on, become four registers of one word of all lanes. */
const gather = (
  routine: Routine,
  first: number,
  [rows, between, words]: readonly [Four, Four, Four],
): void => {
  const offset = first * WORD_BYTES;
  for (const [row, register] of rows.entries()) {
    routine.emit(loadLower(register, { base: pointers[row] ?? 0, offset }));
    routine.emit(loadUpper(register, { base: pointers[row + 4] ?? 0, offset }));
  }
  routine.emit(transpose(rows, between, words));
};

/** Four registers that follow each other. */
const four = (first: Register): Four => [first, first + 1, first + 2, first + 3];

/**
 * The machine code of a hash function over eight lanes, for x86-64 with AVX-512 (F, VL and BW) and the System V calling
 * convention: `run(lane0, …, lane7, state, blocks)` reads the state's words (eight lanes each) at `state`, and that many
 * blocks at each lane, at least one, and leaves the new state at `state`. It may lie anywhere in memory.
 */
export const avx512Routine = ({ stateWords, bigEndian, compress }: Rounds): Uint8Array => {
  const routine = new Routine();
  const registers = (count: number): Register[] => Array.from({ length: count }, () => routine.word());
  const words = registers(BLOCK_WORDS);
  const work = registers(stateWords);
  // The rounds' own words are not in use yet while a block is gathered.
  const free = BLOCK_WORDS + stateWords;
  const stateAt = (word: number) => ({ base: statePointer, offset: word * VECTOR_BYTES });

  routine.emit(loadFromStack(pointers[6], onStack.lane6));
  routine.emit(loadFromStack(pointers[7], onStack.lane7));
  routine.emit(loadFromStack(statePointer, onStack.state));
  const loop = routine.position;
  for (let first = 0; first < BLOCK_WORDS; first += 4)
    gather(routine, first, [four(free), four(free + 4), four(words[first] ?? 0)]);
  if (bigEndian) for (const word of words) routine.reading(0, (order) => orderBytes(word, word, order));
  for (const [i, word] of work.entries()) routine.emit(load(word, stateAt(i)));
  const state = compress(routine, words, work);
  for (const [i, word] of state.entries()) {
    routine.emit(addMemory(word, word, stateAt(i)));
    routine.emit(store(word, stateAt(i)));
  }
  for (const pointer of pointers) routine.emit(addToPointer(pointer, BLOCK_BYTES));
  routine.emit(decrementOnStack(onStack.blocks));
  const { length } = jumpUnlessZero(0);
  routine.emit(jumpUnlessZero(loop - (routine.position + length)));
  routine.emit(end);
  return routine.bytes();
};
