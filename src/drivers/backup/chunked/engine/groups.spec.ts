import { groups, TOGETHER_BYTES } from './groups.js';

const lengths = (...all: (number | null)[]) =>
  [...groups(all.map((length) => ({ length })))].map((group) => group.map(({ length }) => length));

describe('objects that go through one task', () => {
  it('are as many as a task takes', () => {
    const half = TOGETHER_BYTES / 2;
    expect(lengths()).toEqual([]);
    expect(lengths(half, half, 1)).toEqual([[half, half], [1]]);
    expect(lengths(...Array.from({ length: 33 }, () => 1)).map(({ length }) => length)).toEqual([16, 16, 1]);
  });

  it('are never in the company of a big one', () => {
    const big = TOGETHER_BYTES + 1;
    expect(lengths(1, big, 1, 1, TOGETHER_BYTES, big)).toEqual([[1], [big], [1, 1], [TOGETHER_BYTES], [big]]);
  });

  it('are never in the company of one whose length nobody knows', () => {
    expect(lengths(1, null, null, 1)).toEqual([[1], [null], [null], [1]]);
  });
});
