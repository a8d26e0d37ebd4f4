import { seededRandom } from '../../../../../../test/support/seeded-random.js';
import { stillSeen, type Extent } from './still-seen.js';

const listOf = (...extents: readonly (readonly [number, number | null])[]) => {
  const at = (index: number): Extent => {
    const [offset, length] = extents[index] ?? [0, 0];
    return { offset, length };
  };
  return { count: extents.length, at };
};
const seen = (lower: ReturnType<typeof listOf>, upper: ReturnType<typeof listOf>) => [
  ...stillSeen(lower, upper),
];

describe('stillSeen', () => {
  it('hides what is covered entirely, by one object or by several together', () => {
    const lower = listOf([0, 10], [10, 10], [20, 10]);
    expect(seen(lower, listOf())).toEqual([0, 1, 2]);
    expect(seen(lower, listOf([10, 10]))).toEqual([0, 2]);
    expect(seen(lower, listOf([15, 10], [8, 7]))).toEqual([0, 2]);
    expect(seen(lower, listOf([0, 9], [11, 19]))).toEqual([0, 1]);
    expect(seen(lower, listOf([0, 30]))).toEqual([]);
  });

  it('lets later objects of the lower layer hide earlier ones, not the other way round', () => {
    expect(seen(listOf([0, 10], [0, 20]), listOf())).toEqual([1]);
    expect(seen(listOf([0, 20], [0, 10]), listOf())).toEqual([0, 1]);
    expect(seen(listOf([0, 20], [0, 10]), listOf([10, 10]))).toEqual([1]);
  });

  it('keeps an object of unknown length and hides nothing behind one; an empty one is nothing', () => {
    expect(seen(listOf([0, null], [5, 5]), listOf([0, 100]))).toEqual([0]);
    expect(seen(listOf([0, 10]), listOf([0, null]))).toEqual([0]);
    expect(seen(listOf([3, 0], [0, 10]), listOf())).toEqual([1]);
  });

  it('agrees with painting byte by byte', () => {
    const random = seededRandom(7);
    const some = (count: number) =>
      Array.from(
        { length: count },
        () => [Math.floor(random() * 60), 1 + Math.floor(random() * 12)] as const,
      );
    for (let round = 0; round < 300; round++) {
      const [lower, upper] = [some(Math.floor(random() * 12)), some(Math.floor(random() * 6))];
      const top = Array.from({ length: 80 }, () => -1);
      for (const [i, [offset, length]] of lower.entries()) top.fill(i, offset, offset + length);
      for (const [offset, length] of upper) top.fill(-1, offset, offset + length);
      const expected = lower.map((_, i) => i).filter((i) => top.includes(i));
      expect(seen(listOf(...lower), listOf(...upper))).toEqual(expected);
    }
  });
});
