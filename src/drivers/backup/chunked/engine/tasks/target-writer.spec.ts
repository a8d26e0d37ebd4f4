import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../../../../../test/support/seeded-random.js';
import { openDirect, type DirectFile } from './direct-file.js';
import { TargetWriter } from './target-writer.js';

const SIZE = 8 * 2 ** 20 + 1000;
const PAGE = 4096;

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'emberlog-target-'));
  path = join(directory, 'target');
  await using file = await open(path, 'wx');
  await file.truncate(SIZE);
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** Direct writes that come to an end after some, as those of a file system that changes its mind. */
const soonRefused = async (): Promise<DirectFile | null> => {
  const direct = await openDirect(path);
  let left = 3;
  return (
    direct && {
      write: (data, position) => (left-- > 0 ? direct.write(data, position) : Promise.resolve(0)),
      close: () => direct.close(),
    }
  );
};

describe.each([
  ['where direct writes are to be had', openDirect],
  ['where there are none', () => Promise.resolve(null)],
  ['where they come to an end', soonRefused],
])('the target of a restore, %s', (_, directly) => {
  it.each([1, 2, 3])('has every byte where it belongs, seed %i', async (seed) => {
    const random = seededRandom(seed);
    const below = (end: number) => Math.floor(random() * end);
    const expected = Buffer.alloc(SIZE);
    const writer = await TargetWriter.open(path, directly);
    for (let at = 0; at < SIZE;) {
      // Gaps and lengths of whole pages, and others.
      const unit = below(3) === 0 ? 1 : PAGE;
      const start = Math.min(SIZE, at + unit * below(4) * below(2));
      const length = Math.min(SIZE - start, unit * (1 + below(200)));
      const data = Buffer.alloc(length, 1 + below(255));
      await writer.write(data, start);
      data.copy(expected, start);
      // It is its owner's again.
      data.fill(0);
      at = start + length;
    }
    await writer.finish();
    await writer.close();
    expect((await readFile(path)).equals(expected)).toBe(true);
  });

  it('is closed in the middle without harm', async () => {
    const writer = await TargetWriter.open(path, directly);
    await writer.write(Buffer.alloc(3 * PAGE, 7), PAGE);
    await writer.close();
    expect(await readFile(path)).toHaveLength(SIZE);
  });
});

it('says where the target could not be written', async () => {
  const refused = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  const full = async (): Promise<DirectFile> => ({
    write: () => Promise.reject(refused),
    close: () => Promise.resolve(),
  });
  const writer = await TargetWriter.open(path, full);
  await writer.write(Buffer.alloc(PAGE), PAGE);
  await expect(writer.finish()).rejects.toThrow(`The target ${path} cannot be written at byte 4096`);
  await writer.close();
});
