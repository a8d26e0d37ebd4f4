import { assert, integer, property, record } from 'fast-check';
import { segments } from './segments.js';

describe('segments', () => {
  it('cover the part without gap, in whole blocks, and end at every border', () => {
    const sizes = record({
      blockSize: integer({ min: 1, max: 40_000_000 }),
      blocksInChunk: integer({ min: 1, max: 5000 }),
      firstBlock: integer({ min: 0, max: 5 }),
      length: integer({ min: 0, max: 200_000_000 }),
    });
    assert(
      property(sizes, ({ blockSize, blocksInChunk, firstBlock, length }) => {
        // Tiny chunks over a large part would only make the test slow.
        const part = {
          offset: firstBlock * blockSize,
          length: Math.min(length, 1000 * blockSize * blocksInChunk),
        };
        const border = blockSize * blocksInChunk;
        let at = part.offset;
        for (const segment of segments(part, blockSize, border)) {
          expect(segment.offset).toBe(at);
          expect(segment.length).toBeGreaterThan(0);
          expect(segment.offset % blockSize).toBe(0);
          at += segment.length;
          expect(Math.floor(segment.offset / border)).toBe(Math.floor((at - 1) / border));
        }
        expect(at).toBe(part.offset + part.length);
      }),
      { numRuns: 60 },
    );
  });
});
