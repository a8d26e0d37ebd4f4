import { groups, SMALL_BYTES, TOGETHER_BYTES } from './groups.js';

const lengths = (...all: (number | null)[]) =>
  [...groups(all.map((length) => ({ length })))].map((group) => group.map(({ length }) => length));

describe('objects that go through one task', () => {
  it('are as many as a task takes', () => {
    const small = Array<number>(TOGETHER_BYTES / SMALL_BYTES).fill(SMALL_BYTES);
    expect(lengths()).toEqual([]);
    expect(lengths(...small, 1)).toEqual([small, [1]]);
    expect(lengths(1, ...small)).toEqual([[1, ...small.slice(1)], [SMALL_BYTES]]);
    expect(lengths(...Array<number>(65).fill(1)).map(({ length }) => length)).toEqual([32, 32, 1]);
  });

  it('are never in the company of a big one', () => {
    const big = SMALL_BYTES + 1;
    expect(lengths(1, big, 1, 1, SMALL_BYTES, big, big)).toEqual([
      [1],
      [big],
      [1, 1, SMALL_BYTES],
      [big],
      [big],
    ]);
  });

  it('are never in the company of one whose length nobody knows', () => {
    expect(lengths(1, null, null, 0, 1)).toEqual([[1], [null], [null], [0, 1]]);
  });
});
