import { BLOCK_BYTES, BLOCK_WORDS, type LaneInstructions, type Rounds } from '../rounds.js';
import {
  addToPointer,
  addToStack,
  decrementOnStack,
  end,
  jumpUnlessZero,
  loadFromStack,
  vectorCode,
  type Code,
  type Register,
} from './avx512-code.js';

/** Messages that are hashed side by side. */
export type Lanes = 8 | 16;
const REGISTERS = 32;
const WORD_BYTES = 4;

/**
 * Where the arguments of `run` come (System V): the first six in general registers, rdi, rsi, rdx, rcx, r8 and r9; the others on
 * the stack, each in eight bytes. Two more of the messages' pointers are fetched into r10 and r11, which leaves rax for those that
 * stay there.
 */
const arrive = [7, 6, 2, 1, 8, 9] as const;
const fetched = [10, 11] as const;
const inRegisters = [...arrive, ...fetched] as const;
const scratch = 0;
const onStack = (argument: number): number => 8 + (argument - arrive.length) * 8;

/** What a routine's bits do to three bits, as `ternary` takes them. */
const tables = { xor: 0x96, choose: 0xca, majority: 0xe8, xorWithOrNot: 0x2d } as const;

const longestVector = 64;
/** The bytes of each word in opposite order, in each 16 bytes by themselves. */
const byteOrder = Array.from({ length: longestVector }, (_, byte) => (byte & 12) + 3 - (byte & 3));
const mostConstants = 64;
const CONSTANTS_AT = longestVector;
/** Where the routine begins, behind what it reads. */
export const ENTRY = CONSTANTS_AT + mostConstants * WORD_BYTES;

class Routine implements LaneInstructions {
  readonly vectors: ReturnType<typeof vectorCode>;
  readonly #code: number[] = [];
  readonly #constants: number[] = [];
  #words = 0;

  constructor(readonly lanes: Lanes) {
    this.vectors = vectorCode(lanes === 8 ? 256 : 512);
  }

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
    this.emit(this.vectors.add(to, a, b));
  }

  addConstant(to: Register, a: Register, constant: number): void {
    const place = CONSTANTS_AT + this.#constants.length * WORD_BYTES;
    if (this.#constants.push(constant) > mostConstants) throw new RangeError('there are too many constants');
    this.reading(place, (from) => this.vectors.addEverywhere(to, a, from));
  }

  rotateRight(to: Register, from: Register, bits: number): void {
    this.emit(this.vectors.rotateRight(to, from, bits));
  }

  shiftRight(to: Register, from: Register, bits: number): void {
    this.emit(this.vectors.shiftRight(to, from, bits));
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
    if (to !== a) this.emit(this.vectors.copy(to, a));
    this.emit(this.vectors.ternary(to, b, c, table));
  }
}

type Four = readonly [Register, Register, Register, Register];

/** A row of each lane becomes a column, in each 128 bits of the registers by themselves: there lie four lanes beside each other. */
const transpose = (
  { vectors }: Routine,
  [a, b, c, d]: Four,
  [w, x, y, z]: Four,
  [e, f, g, h]: Four,
): Code => [
  ...vectors.lowWords(w, a, b),
  ...vectors.highWords(x, a, b),
  ...vectors.lowWords(y, c, d),
  ...vectors.highWords(z, c, d),
  ...vectors.lowPairs(e, w, y),
  ...vectors.highPairs(f, w, y),
  ...vectors.lowPairs(g, x, z),
  ...vectors.highPairs(h, x, z),
];

/** Four words of each lane, from the block's word `first` on, become four registers of one word of all lanes. */
const gather = (
  routine: Routine,
  first: number,
  [rows, between, words]: readonly [Four, Four, Four],
): void => {
  for (let lane = 0; lane < routine.lanes; lane++) {
    const row = rows[(lane & 3) as 0 | 1 | 2 | 3];
    const base = inRegisters[lane] ?? scratch;
    if (base === scratch) routine.emit(loadFromStack(scratch, onStack(lane)));
    const from = { base, offset: first * WORD_BYTES };
    routine.emit(
      lane < 4 ? routine.vectors.loadFirst(row, from) : routine.vectors.loadOther(row, from, lane >> 2),
    );
  }
  routine.emit(transpose(routine, rows, between, words));
};

/** Four registers that follow each other. */
const four = (first: Register): Four => [first, first + 1, first + 2, first + 3];

/**
 * The machine code of a hash function over so many lanes, for x86-64 with AVX-512 (F, VL and BW) and the System V calling
 * convention: `run(lane0, …, state, blocks)` reads the state's words (of all lanes each) at `state`, and that many blocks at each
 * lane, at least one, and leaves the new state at `state`. It may lie anywhere in memory.
 */
export const avx512Routine = ({ stateWords, bigEndian, compress }: Rounds, lanes: Lanes): Uint8Array => {
  const routine = new Routine(lanes);
  const { vectors } = routine;
  const registers = (count: number): Register[] => Array.from({ length: count }, () => routine.word());
  const words = registers(BLOCK_WORDS);
  const work = registers(stateWords);
  // The rounds' own words are not in use yet while a block is gathered.
  const free = BLOCK_WORDS + stateWords;
  const stateAt = (word: number) => ({ base: scratch, offset: word * lanes * WORD_BYTES });
  const [state, blocks] = [lanes, lanes + 1];

  for (const [i, register] of fetched.entries())
    routine.emit(loadFromStack(register, onStack(arrive.length + i)));
  const loop = routine.position;
  for (let first = 0; first < BLOCK_WORDS; first += 4)
    gather(routine, first, [four(free), four(free + 4), four(words[first] ?? 0)]);
  if (bigEndian)
    for (const word of words) routine.reading(0, (order) => vectors.orderBytes(word, word, order));
  routine.emit(loadFromStack(scratch, onStack(state)));
  for (const [i, word] of work.entries()) routine.emit(vectors.load(word, stateAt(i)));
  for (const [i, word] of compress(routine, words, work).entries()) {
    routine.emit(vectors.addMemory(word, word, stateAt(i)));
    routine.emit(vectors.store(word, stateAt(i)));
  }
  for (const pointer of inRegisters) routine.emit(addToPointer(pointer, BLOCK_BYTES));
  for (let lane = inRegisters.length; lane < lanes; lane++)
    routine.emit(addToStack(onStack(lane), BLOCK_BYTES));
  routine.emit(decrementOnStack(onStack(blocks)));
  const { length } = jumpUnlessZero(0);
  routine.emit(jumpUnlessZero(loop - (routine.position + length)));
  routine.emit(end);
  return routine.bytes();
};
