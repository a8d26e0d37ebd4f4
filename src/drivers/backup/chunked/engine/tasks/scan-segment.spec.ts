import { hash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../../../../../test/support/seeded-random.js';
import { MemoryObjectStore } from '../../../object-store/memory.js';
import { DIGEST_BYTES, DigestSpool } from '../../format/digest-spool.js';
import { addDifferences, scanSegment } from './scan-segment.js';

describe('a scan of a segment', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-scan-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** Data and holes of any length; answers what one reads of it. */
  const device = async (path: string, size: number, random: () => number): Promise<Buffer> => {
    const bytes = Buffer.alloc(size);
    const file = await open(path, 'w');
    for (let at = 0; at < size;) {
      const length = Math.min(size - at, Math.ceil(random() ** 3 * 600_000));
      if (random() < 0.5) {
        bytes.fill(Math.ceil(random() * 255), at, at + length);
        await file.write(bytes, at, length, at);
      }
      at += length;
    }
    await file.truncate(size);
    await file.close();
    return bytes;
  };

  const context = {
    signal: new AbortController().signal,
    passed: () => undefined,
    openStore: () => new MemoryObjectStore(),
  };

  it.each([
    [1, 32_768, 3_000_000],
    [2, 32_768, 7 * 32_768],
    [3, 4096, 2_500_001],
    [4, 1000, 1_999_999],
    [5, 512 * 1024, 5_000_000],
    [6, 600_000, 5_000_000],
    [7, 32_768, 9_000_000],
    [8, 32_768, 9_000_001],
  ])('hashes or takes over each block, seed %i, blocks of %i bytes', async (seed, blockSize, size) => {
    const random = seededRandom(seed);
    const bytes = await device(join(directory, 'device'), size, random);
    // As if the segment before had been scanned by somebody else.
    const first = Math.floor(random() * 4);
    const end = Math.ceil(size / blockSize);
    const count = end - Math.floor(random() * 3);
    const truth = Array.from({ length: end }, (_, block) =>
      hash('sha256', bytes.subarray(block * blockSize, (block + 1) * blockSize), 'buffer'),
    );
    const known = truth.map((digest, block) => {
      const dice = random();
      if (block >= count || dice < 0.05) return Buffer.alloc(DIGEST_BYTES);
      return dice < 0.4 ? Buffer.alloc(DIGEST_BYTES, 1 + (block % 255)) : digest;
    });
    await writeFile(join(directory, 'parent'), Buffer.concat(known.slice(0, count)));
    const isSuspect = truth.map(() => random() < 0.3);
    const scan = async (suspects: number[] | null) => {
      const path = join(directory, suspects ? 'some' : 'all');
      const { changed } = await scanSegment(
        {
          device: join(directory, 'device'),
          offset: first * blockSize,
          length: size - first * blockSize,
          digests: { path, blockSize },
          parent: { path: join(directory, 'parent'), count },
          suspects,
        },
        context,
      );
      const spool = await DigestSpool.open(path);
      const own = Buffer.from(await spool.read(first, end - first));
      await spool.close();
      return { changed: blocksOf(changed), own };
    };
    const isRead = (block: number) =>
      isSuspect[block] === true || known[block]?.equals(Buffer.alloc(DIGEST_BYTES)) !== false;
    const differs = (block: number) => known[block]?.equals(truth[block] ?? Buffer.alloc(0)) !== true;
    const blocks = Array.from({ length: end - first }, (_, index) => first + index);

    expect(await scan(null)).toEqual({
      changed: blocks.filter(differs),
      own: Buffer.concat(truth.slice(first)),
    });
    expect(
      await scan(blocks.filter((block) => isSuspect[block]).flatMap((block) => [block, block + 1])),
    ).toEqual({
      changed: blocks.filter((block) => isRead(block) && differs(block)),
      own: Buffer.concat(blocks.map((block) => (isRead(block) ? truth : known)[block] ?? Buffer.alloc(0))),
    });
  });
});

const blocksOf = (runs: readonly number[]): number[] => {
  const blocks: number[] = [];
  for (let i = 0; i + 1 < runs.length; i += 2) {
    for (let block = runs[i] ?? 0; block < (runs[i + 1] ?? 0); block++) blocks.push(block);
  }
  return blocks;
};

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
