/** Bytes of machine code. */
export type Code = readonly number[];

/** One of the 32 vector registers. */
export type Register = number;

/** Bits of the registers that are used; each lane has 32 of them. */
export type VectorBits = 256 | 512;

/** Opcodes live in maps; the manufacturer's manual (volume 2, EVEX) names them by the prefix that they had once. */
const map = { '0F': 1, '0F38': 2, '0F3A': 3 } as const;
const prefix = { none: 0, '66': 1, F3: 2 } as const;

interface Instruction {
  readonly map: keyof typeof map;
  readonly prefix: keyof typeof prefix;
  readonly opcode: number;
  /** 64-bit elements. */
  readonly wide?: boolean;
  /** The memory operand is one element for all lanes. */
  readonly broadcast?: boolean;
}

/** A register, or memory: behind a general register, or at a distance from the instruction's end. */
type Operand = { readonly register: Register } | Memory;
type Memory = { readonly base: number; readonly offset: number } | { readonly distance: number };

const length = { 128: 0, 256: 1, 512: 2 } as const;

const int32 = (value: number): Code => [0, 8, 16, 24].map((shift) => (value >> shift) & 0xff);
const not = (value: number, bit: number): number => ((value >> bit) & 1) ^ 1;

/** `field` and `other` are the registers that the operand stands beside. */
const evex = (
  bits: 128 | VectorBits,
  instruction: Instruction,
  [field, other, operand]: readonly [Register, Register, Operand],
): Code => {
  const { map: table, prefix: old, opcode, wide = false, broadcast = false } = instruction;
  const rm = 'register' in operand ? operand.register : 'base' in operand ? operand.base : 0;
  const x = 'register' in operand ? not(rm, 4) : 1;
  const first = (not(field, 3) << 7) | (x << 6) | (not(rm, 3) << 5) | (not(field, 4) << 4) | map[table];
  const second = (wide ? 0x80 : 0) | ((~other & 15) << 3) | 4 | prefix[old];
  const third = (length[bits] << 5) | (broadcast ? 0x10 : 0) | (not(other, 4) << 3);
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
const unaligned = { map: '0F', prefix: 'F3' } as const;
const of = (register: Register): Operand => ({ register });

type Mixing = (to: Register, a: Register, b: Register) => Code;

/** The instructions over vectors of that length. */
export const vectorCode = (bits: VectorBits) => {
  const mixing =
    (opcode: number, wide: boolean): Mixing =>
    (to, a, b) =>
      evex(bits, { ...dwords, opcode, wide }, [to, a, of(b)]);
  return {
    copy: (to: Register, from: Register): Code => evex(bits, { ...dwords, opcode: 0x6f }, [to, 0, of(from)]),
    load: (to: Register, from: Memory): Code => evex(bits, { ...unaligned, opcode: 0x6f }, [to, 0, from]),
    store: (from: Register, to: Memory): Code => evex(bits, { ...unaligned, opcode: 0x7f }, [from, 0, to]),
    /** Four words into the lowest quarter of 512 bits, or half of 256; the others become zeros. */
    loadFirst: (to: Register, from: Memory): Code => evex(128, { ...unaligned, opcode: 0x6f }, [to, 0, from]),
    /** Four words into another quarter or half. */
    loadOther: (to: Register, from: Memory, number: number): Code => [
      ...evex(bits, { map: '0F3A', prefix: '66', opcode: 0x38 }, [to, to, from]),
      number,
    ],

    add: (to: Register, a: Register, b: Register): Code =>
      evex(bits, { ...dwords, opcode: 0xfe }, [to, a, of(b)]),
    addMemory: (to: Register, a: Register, from: Memory): Code =>
      evex(bits, { ...dwords, opcode: 0xfe }, [to, a, from]),
    /** The one word in memory is added to each lane. */
    addEverywhere: (to: Register, a: Register, from: Memory): Code =>
      evex(bits, { ...dwords, opcode: 0xfe, broadcast: true }, [to, a, from]),
    rotateRight: (to: Register, from: Register, count: number): Code => [
      ...evex(bits, { ...dwords, opcode: 0x72 }, [0, to, of(from)]),
      count,
    ],
    shiftRight: (to: Register, from: Register, count: number): Code => [
      ...evex(bits, { ...dwords, opcode: 0x72 }, [2, to, of(from)]),
      count,
    ],
    /** Any function of three bits: bit `4a + 2b + c` of the table is what becomes of them. The first is the target as well. */
    ternary: (a: Register, b: Register, c: Register, table: number): Code => [
      ...evex(bits, { map: '0F3A', prefix: '66', opcode: 0x25 }, [a, b, of(c)]),
      table,
    ],

    /** Words or pairs of words of two registers in turn, of the lower or upper ones of each 128 bits. */
    lowWords: mixing(0x62, false),
    highWords: mixing(0x6a, false),
    lowPairs: mixing(0x6c, true),
    highPairs: mixing(0x6d, true),
    /** Bytes within each 128 bits, in the order that as many bytes of memory as the vector has tell. */
    orderBytes: (to: Register, from: Register, order: Memory): Code =>
      evex(bits, { map: '0F38', prefix: '66', opcode: 0x00 }, [to, from, order]),
  };
};

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
export const addToStack = (offset: number, bytes: number): Code => [0x48, 0x83, 0x44, 0x24, offset, bytes];
export const decrementOnStack = (offset: number): Code => [0xff, 0x4c, 0x24, offset];
/** Jumps so many bytes from the instruction's end when the last result was not zero. */
export const jumpUnlessZero = (distance: number): Code => [0x0f, 0x85, ...int32(distance)];
/** What other code of the process expects, then back to it. */
export const end: Code = [0xc5, 0xf8, 0x77, 0xc3];
