import * as fc from 'fast-check';
import { burrowsWheeler } from './burrows-wheeler.js';
import { codeLengths, codesOf } from './huffman.js';
import { suffixArray } from './suffix-array.js';

/** Few different values make long repeats, the hard case. */
const texts = fc
  .integer({ min: 1, max: 4 })
  .chain((values) =>
    fc
      .array(fc.integer({ min: 0, max: values - 1 }), { minLength: 1, maxLength: 200 })
      .map((list) => Uint8Array.from(list)),
  );

const compare = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
};

it('suffixArray sorts as a comparison of all suffixes does', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const expected = [...text.keys()].sort((a, b) => compare([...text.subarray(a)], [...text.subarray(b)]));
      expect([...suffixArray(text, 256)]).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

it('burrowsWheeler gives the last column of the sorted rotations, also of a repeated word', () => {
  const check = (block: Uint8Array) => {
    const rotation = (start: number) => [...block.subarray(start), ...block.subarray(0, start)];
    const sorted = [...block.keys()].map(rotation).sort(compare);
    const { column, origin } = burrowsWheeler(block);
    expect([...column]).toEqual(sorted.map((row) => row.at(-1)));
    expect(sorted[origin]).toEqual([...block]);
  };
  fc.assert(fc.property(texts, check), { numRuns: 300 });
  for (const word of ['a', 'ab', 'abaab', 'banana']) check(Buffer.from(word.repeat(7)));
});

describe('Huffman codes', () => {
  it('are complete, no longer than 17 bits, and no code begins another', () => {
    const fibonacci = [1, 1];
    while (fibonacci.length < 40) fibonacci.push((fibonacci.at(-1) ?? 0) + (fibonacci.at(-2) ?? 0));
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 3, maxLength: 258 });
    fc.assert(
      fc.property(fc.oneof(weights, fc.constant(fibonacci)), (frequencies) => {
        const lengths = codeLengths(frequencies);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(17);
        expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
        const codes = codesOf(lengths);
        const words = [...codes]
          .map((code, symbol) => code.toString(2).padStart(lengths[symbol] ?? 0, '0'))
          .sort();
        for (const [index, word] of words.entries())
          expect(words[index + 1]?.startsWith(word) ?? false).toBe(false);
      }),
    );
  });
});
