import type { Rounds, Word } from './rounds.js';

const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: n }, (_, d) => d).every((d) => d < 2 || n % d !== 0),
);
/** The first 32 bits behind the point. */
const fraction = (value: number): number => Math.floor((value % 1) * 2 ** 32);

export const sha256Start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const constants = primes.map((prime) => fraction(Math.cbrt(prime)));

/** FIPS 180-4. */
export const sha256Rounds: Rounds = {
  stateWords: 8,
  bigEndian: true,
  compress(lanes, words, work) {
    const [x, y, z] = [lanes.word(), lanes.word(), lanes.word()];
    const turned = (word: Word, bits: readonly [number, number, number]): void => {
      lanes.rotateRight(x, word, bits[0]);
      lanes.rotateRight(y, word, bits[1]);
      lanes.rotateRight(z, word, bits[2]);
      lanes.xor(x, x, y, z);
    };
    const shifted = (word: Word, bits: readonly [number, number, number]): void => {
      lanes.rotateRight(x, word, bits[0]);
      lanes.rotateRight(y, word, bits[1]);
      lanes.shiftRight(z, word, bits[2]);
      lanes.xor(x, x, y, z);
    };
    let state = work;
    for (let step = 0; step < 64; step++) {
      const at = (back: number): Word => words[(step + 16 - back) & 15] ?? 0;
      const word = at(16);
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
      if (step >= 16) {
        lanes.add(word, word, at(7));
        shifted(at(15), [7, 18, 3]);
        lanes.add(word, word, x);
        shifted(at(2), [17, 19, 10]);
        lanes.add(word, word, x);
      }
      // What is there first is added first: the next round waits for the sum.
      lanes.addConstant(x, word, constants[step] ?? 0);
      lanes.add(h, h, x);
      lanes.choose(x, e, f, g);
      lanes.add(h, h, x);
      turned(e, [6, 11, 25]);
      lanes.add(h, h, x);
      lanes.add(d, d, h);
      turned(a, [2, 13, 22]);
      lanes.add(h, h, x);
      lanes.majority(x, a, b, c);
      lanes.add(h, h, x);
      state = [h, a, b, c, d, e, f, g];
    }
    return state;
  },
};
