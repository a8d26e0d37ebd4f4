import type { Rounds } from './lane-code.js';
import {
  add,
  everywhere,
  get,
  rotated,
  select,
  sequence,
  set,
  shiftRight,
  xor,
  type Code,
} from './wasm-code.js';

const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: n }, (_, d) => d).every((d) => d < 2 || n % d !== 0),
);
/** The first 32 bits behind the point. */
const fraction = (value: number): number => Math.floor((value % 1) * 2 ** 32);

export const sha256Start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const constants = primes.map((prime) => fraction(Math.cbrt(prime)));

type Bits = readonly [number, number, number];

const turned = (word: number, [first, second, third]: Bits): Code =>
  sequence(rotated(word, first), rotated(word, second), xor, rotated(word, third), xor);
const shifted = (word: number, [first, second, third]: Bits): Code =>
  sequence(rotated(word, first), rotated(word, second), xor, get(word), shiftRight(third), xor);

/** FIPS 180-4. */
export const sha256Rounds: Rounds = {
  stateWords: 8,
  bigEndian: true,
  compress(words, work, local) {
    const sum = local();
    const code: Code[] = [];
    let state = work;
    for (let step = 0; step < 64; step++) {
      const at = (back: number): number => words[(step + 16 - back) & 15] ?? 0;
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
      if (step >= 16) {
        code.push(
          sequence(get(at(16)), get(at(7)), add, shifted(at(15), [7, 18, 3]), add),
          sequence(shifted(at(2), [17, 19, 10]), add, set(at(16))),
        );
      }
      code.push(
        sequence(get(h), turned(e, [6, 11, 25]), add, get(f), get(g), get(e), select, add),
        sequence(everywhere(constants[step] ?? 0), get(at(16)), add, add, set(sum)),
        sequence(get(d), get(sum), add, set(d)),
        // What two of a, b and c have: c where a and b differ, else b.
        sequence(get(sum), turned(a, [2, 13, 22]), add),
        sequence(get(c), get(b), get(a), get(b), xor, select, add, set(h)),
      );
      state = [h, a, b, c, d, e, f, g];
    }
    return { code: sequence(...code), state };
  },
};
