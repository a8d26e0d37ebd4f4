/** Bytes of machine code. */
export type Code = readonly number[];

/** One of the 32 vector registers, of which 256 bits are used: eight lanes of 32 bits. */
export type Register = number;

/** Opcodes live in maps; the manufacturer's manual (volume 2, EVEX) names them by the prefix that they had once. */
const map = { '0F': 1, '0F38': 2, '0F3A': 3 } as const;
const prefix = { none: 0, '66': 1, F3: 2 } as const;

interface Instruction {
  readonly map: keyof typeof map;
  readonly prefix: keyof typeof prefix;
  readonly opcode: number;
  /** 64-bit elements. */
  readonly wide?: boolean;
  /** 128 bits instead of 256. */
  readonly half?: boolean;
  /** The memory operand is one element for all lanes. */
  readonly broadcast?: boolean;
}

/** A register, or memory: behind a general register, or at a distance from the instruction's end. */
type Operand = { readonly register: Register } | Memory;
type Memory = { readonly base: number; readonly offset: number } | { readonly distance: number };

const int32 = (value: number): Code => [0, 8, 16, 24].map((shift) => (value >> shift) & 0xff);
const not = (value: number, bit: number): number => ((value >> bit) & 1) ^ 1;

/** `field` and `other` are the registers that the operand stands beside. */
const evex = (instruction: Instruction, field: Register, other: Register, operand: Operand): Code => {
  const { map: table, prefix: old, opcode, wide = false, half = false, broadcast = false } = instruction;
  const rm = 'register' in operand ? operand.register : 'base' in operand ? operand.base : 0;
  const x = 'register' in operand ? not(rm, 4) : 1;
  const first = (not(field, 3) << 7) | (x << 6) | (not(rm, 3) << 5) | (not(field, 4) << 4) | map[table];
  const second = (wide ? 0x80 : 0) | ((~other & 15) << 3) | 4 | prefix[old];
  const third = (half ? 0 : 0x20) | (broadcast ? 0x10 : 0) | (not(other, 4) << 3);
  const modrm = ((field & 7) << 3) | (rm & 7);
  const place =
    'register' in operand
      ? [0xc0 | modrm]
      : 'base' in operand
        ? [0x80 | modrm, ...int32(operand.offset)]
        : [((field & 7) << 3) | 5, ...int32(operand.distance)];
  return [0x62, first, second, third, opcode, ...place];
};

const dwords = { map: '0F', prefix: '66' } as const;
const of = (register: Register): Operand => ({ register });

export const copy = (to: Register, from: Register): Code =>
  evex({ ...dwords, opcode: 0x6f }, to, 0, of(from));
export const load = (to: Register, from: Memory): Code =>
  evex({ map: '0F', prefix: 'F3', opcode: 0x6f }, to, 0, from);
export const store = (from: Register, to: Memory): Code =>
  evex({ map: '0F', prefix: 'F3', opcode: 0x7f }, from, 0, to);
/** Four words into the lower lanes. */
export const loadLower = (to: Register, from: Memory): Code =>
  evex({ map: '0F', prefix: 'F3', opcode: 0x6f, half: true }, to, 0, from);
/** Four words into the upper lanes. */
export const loadUpper = (to: Register, from: Memory): Code => [
  ...evex({ map: '0F3A', prefix: '66', opcode: 0x38 }, to, to, from),
  1,
];

export const add = (to: Register, a: Register, b: Register): Code =>
  evex({ ...dwords, opcode: 0xfe }, to, a, of(b));
export const addMemory = (to: Register, a: Register, from: Memory): Code =>
  evex({ ...dwords, opcode: 0xfe }, to, a, from);
/** The one word in memory is added to each lane. */
export const addEverywhere = (to: Register, a: Register, from: Memory): Code =>
  evex({ ...dwords, opcode: 0xfe, broadcast: true }, to, a, from);
export const rotateRight = (to: Register, from: Register, bits: number): Code => [
  ...evex({ ...dwords, opcode: 0x72 }, 0, to, of(from)),
  bits,
];
export const shiftRight = (to: Register, from: Register, bits: number): Code => [
  ...evex({ ...dwords, opcode: 0x72 }, 2, to, of(from)),
  bits,
];
/** Any function of three bits: bit `4a + 2b + c` of the table is what becomes of them. The first is the target as well. */
export const ternary = (a: Register, b: Register, c: Register, table: number): Code => [
  ...evex({ map: '0F3A', prefix: '66', opcode: 0x25 }, a, b, of(c)),
  table,
];

type Mixing = (to: Register, a: Register, b: Register) => Code;
const mixing =
  (opcode: number, wide: boolean): Mixing =>
  (to, a, b) =>
    evex({ ...dwords, opcode, wide }, to, a, of(b));
/** Words or pairs of words of two registers in turn, of the lower or upper ones in each half. */
export const lowWords = mixing(0x62, false);
export const highWords = mixing(0x6a, false);
export const lowPairs = mixing(0x6c, true);
export const highPairs = mixing(0x6d, true);
/** Bytes within each half, in the order that 32 bytes of memory tell. */
export const orderBytes = (to: Register, from: Register, order: Memory): Code =>
  evex({ map: '0F38', prefix: '66', opcode: 0x00 }, to, from, order);

/** General registers by their numbers; `stack` stands for the 8 bytes at a distance from the stack's end. */
export const loadFromStack = (to: number, offset: number): Code => [
  0x48 | (to >= 8 ? 4 : 0),
  0x8b,
  0x44 | ((to & 7) << 3),
  0x24,
  offset,
];
/** Adds up to 127. */
export const addToPointer = (register: number, bytes: number): Code => [
  0x48 | (register >= 8 ? 1 : 0),
  0x83,
  0xc0 | (register & 7),
  bytes,
];
export const decrementOnStack = (offset: number): Code => [0xff, 0x4c, 0x24, offset];
/** Jumps so many bytes from the instruction's end when the last result was not zero. */
export const jumpUnlessZero = (distance: number): Code => [0x0f, 0x85, ...int32(distance)];
/** What other code of the process expects, then back to it. */
export const end: Code = [0xc5, 0xf8, 0x77, 0xc3];
