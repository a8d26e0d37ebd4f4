/** Bytes of WebAssembly, one instruction or several. */
export type Code = readonly number[];

/** Instructions one after the other. */
export const sequence = (...parts: readonly Code[]): Code => parts.flat();

const unsigned = (value: number): Code => {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
};

/** Values from -2^31 to 2^31 - 1. */
const signed = (value: number): Code => {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 0x7f;
    if (rest >> 7 === (byte & 0x40 ? -1 : 0)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
};

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, body: Code): Code => [id, ...unsigned(body.length), ...body];
const simd = (instruction: number): Code => [0xfd, ...unsigned(instruction)];
/** Alignment of 16 bytes is a hint that no address here keeps; 0 promises nothing. */
const memoryOperand = (offset: number): Code => [0, ...unsigned(offset)];

export const i32 = 0x7f;
export const v128 = 0x7b;

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const tee = (local: number): Code => [0x22, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];
export const addI32: Code = [0x6a];
export const subtractI32: Code = [0x6b];
/** Repeats the body as long as it leaves something else than zero. */
export const repeat = (body: Code): Code => [0x03, 0x40, ...body, 0x0d, 0x00, 0x0b];

export const load = (offset: number): Code => [...simd(0x00), ...memoryOperand(offset)];
export const store = (offset: number): Code => [...simd(0x0b), ...memoryOperand(offset)];
/** The same 32 bits in each of the four lanes. */
export const everywhere = (word: number): Code => {
  const bytes = [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff);
  return [...simd(0x0c), ...bytes, ...bytes, ...bytes, ...bytes];
};
/** Takes 16 bytes of two vectors by their numbers, 0 to 31. */
export const shuffle = (bytes: Code): Code => [...simd(0x0d), ...bytes];
export const not = simd(0x4d);
export const or = simd(0x50);
export const xor = simd(0x51);
/** Of the first where the third has ones, of the second where it has zeros. */
export const select = simd(0x52);
export const add = simd(0xae);
export const shiftLeft = (bits: number): Code => [...constant(bits), ...simd(0xab)];
export const shiftRight = (bits: number): Code => [...constant(bits), ...simd(0xad)];
/** A local's words, turned to the right. */
export const rotated = (local: number, bits: number): Code =>
  sequence(get(local), shiftRight(bits), get(local), shiftLeft(32 - bits), or);

/** What a module begins with: its name, and version 1. */
const magic: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A module that imports `env.memory` and exports one function, `run`, of `parameters` numbers. */
export const moduleOf = (
  parameters: number,
  locals: readonly number[],
  body: Code,
): Uint8Array<ArrayBuffer> => {
  const text = (name: string): Code => vector([...name].map((letter) => [letter.charCodeAt(0)]));
  const code = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
  const type = [0x60, ...vector(Array.from({ length: parameters }, () => [i32])), 0];
  return Uint8Array.from([
    ...magic,
    ...section(1, vector([type])),
    ...section(2, vector([[...text('env'), ...text('memory'), 2, 0, 1]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text('run'), 0, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
};
