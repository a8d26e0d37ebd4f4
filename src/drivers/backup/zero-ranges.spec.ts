import { nonZeroRanges } from './zero-ranges.js';

const grain = 64 * 1024;

describe('nonZeroRanges', () => {
  const data = (pattern: string, rest = '') =>
    Buffer.concat([
      ...[...pattern].map((mark) => Buffer.alloc(grain, mark === '0' ? 0 : 1)),
      Buffer.from(rest),
    ]);

  it.each([
    ['', '', []],
    ['000', '', []],
    ['1', '', [[0, 1]]],
    ['0110', '', [[1, 2]]],
    [
      '101',
      '',
      [
        [0, 1],
        [2, 1],
      ],
    ],
  ])('of %s', (pattern, rest, expected) => {
    const ranges = [...nonZeroRanges(data(pattern, rest))];
    expect(ranges.map(({ offset, length }) => [offset / grain, length / grain])).toEqual(expected);
  });

  it('looks at a short end as at the rest', () => {
    expect([...nonZeroRanges(data('0', 'end'))]).toEqual([{ offset: grain, length: 3 }]);
    expect([...nonZeroRanges(data('1', '\0\0'))]).toEqual([{ offset: 0, length: grain }]);
    expect([...nonZeroRanges(data('1', 'end'))]).toEqual([{ offset: 0, length: grain + 3 }]);
  });
});
