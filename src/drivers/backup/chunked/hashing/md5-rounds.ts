import type { LaneInstructions, Rounds, Word } from './rounds.js';

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
const mixed = (
  lanes: LaneInstructions,
  round: number,
  to: Word,
  [, b = 0, c = 0, d = 0]: readonly Word[],
): void => {
  if (round === 0) lanes.choose(to, b, c, d);
  else if (round === 1) lanes.choose(to, d, b, c);
  else if (round === 2) lanes.xor(to, b, c, d);
  else lanes.xorWithOrNot(to, c, b, d);
};

export const md5Rounds: Rounds = {
  stateWords: 4,
  bigEndian: false,
  compress(lanes, words, work) {
    const [sum, mix] = [lanes.word(), lanes.word()];
    let state = work;
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const [a = 0, b = 0, c = 0, d = 0] = state;
      const word = words[(wordOf[round]?.(step) ?? 0) & 15] ?? 0;
      const bits = turns[round]?.[step & 3] ?? 0;
      lanes.addConstant(sum, word, Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));
      lanes.add(sum, sum, a);
      mixed(lanes, round, mix, state);
      lanes.add(sum, sum, mix);
      lanes.rotateRight(sum, sum, 32 - bits);
      lanes.add(a, sum, b);
      state = [d, a, b, c];
    }
    return state;
  },
};
