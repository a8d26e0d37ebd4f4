import type { Rounds } from './lane-code.js';
import {
  add,
  everywhere,
  get,
  not,
  or,
  rotated,
  select,
  sequence,
  set,
  xor,
  type Code,
} from './wasm-code.js';

const turns = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const wordOf = [
  (step: number) => step,
  (step: number) => 5 * step + 1,
  (step: number) => 3 * step + 5,
  (step: number) => 7 * step,
] as const;

export const md5Start = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const;

/** RFC 1321. */
const mixed = (round: number, [, b = 0, c = 0, d = 0]: readonly number[]): Code => {
  if (round === 0) return sequence(get(c), get(d), get(b), select);
  if (round === 1) return sequence(get(b), get(c), get(d), select);
  if (round === 2) return sequence(get(b), get(c), xor, get(d), xor);
  return sequence(get(b), get(d), not, or, get(c), xor);
};

export const md5Rounds: Rounds = {
  stateWords: 4,
  bigEndian: false,
  compress(words, work, local) {
    const sum = local();
    const code: Code[] = [];
    let state = work;
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const [a = 0, b = 0, c = 0, d = 0] = state;
      const word = words[(wordOf[round]?.(step) ?? 0) & 15] ?? 0;
      const bits = turns[round]?.[step & 3] ?? 0;
      const added = everywhere(Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));
      code.push(
        sequence(get(word), added, add, get(a), add, mixed(round, state), add, set(sum)),
        sequence(rotated(sum, 32 - bits), get(b), add, set(a)),
      );
      state = [d, a, b, c];
    }
    return { code: sequence(...code), state };
  },
};
