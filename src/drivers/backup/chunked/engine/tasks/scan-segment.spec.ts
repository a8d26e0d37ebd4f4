import { DIGEST_BYTES } from '../../format/digest-spool.js';
import { addDifferences } from './scan-segment.js';

/** One digest for each letter. */
const digests = (letters: string) =>
  Buffer.concat([...letters].map((letter) => Buffer.alloc(DIGEST_BYTES, letter)));

describe('addDifferences', () => {
  it.each([
    ['aaaa', 'aaaa', []],
    ['xaaa', 'aaaa', [10, 11]],
    ['axxa', 'aaaa', [11, 13]],
    ['xaxx', 'aaaa', [10, 11, 12, 14]],
    ['aaaa', 'aa', [12, 14]],
    ['aa', '', [10, 12]],
  ])('of %s against %s', (ours, theirs, expected) => {
    const changed: number[] = [];
    addDifferences(changed, 10, digests(ours), digests(theirs));
    expect(changed).toEqual(expected);
  });

  it('makes the run before longer', () => {
    const changed: number[] = [];
    addDifferences(changed, 0, digests('ax'), digests('aa'));
    addDifferences(changed, 2, digests('xa'), digests('aa'));
    expect(changed).toEqual([1, 3]);
  });

  it('sees a difference in any byte', () => {
    const theirs = digests('a');
    for (let at = 0; at < DIGEST_BYTES; at++) {
      const ours = Buffer.from(theirs);
      ours[at] = 0;
      const changed: number[] = [];
      addDifferences(changed, 0, ours, theirs);
      expect(changed).toEqual([0, 1]);
    }
  });
});
