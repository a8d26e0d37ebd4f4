import { mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noDirect, soonRefused } from '../../../../test/support/direct-files.js';
import { seededRandom } from '../../../../test/support/seeded-random.js';
import { openDirect, type DirectFile } from './direct-file.js';
import { FileWriter } from './file-writer.js';

const SIZE = 8 * 2 ** 20 + 1000;
const PAGE = 4096;

let directory: string;
let path: string;
let file: FileHandle;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'emberlog-writer-'));
  path = join(directory, 'file');
  file = await open(path, 'wx+');
  await file.truncate(SIZE);
});
afterEach(async () => {
  await file.close();
  await rm(directory, { recursive: true });
});

/** They end in the middle of a page. */
const cutShort: typeof openDirect = async () => ({
  read: () => Promise.resolve(null),
  write: async (data, position) => (await file.write(data, 0, PAGE + 1, position)).bytesWritten,
  close: () => Promise.resolve(),
});

describe.each([
  ['where direct writes are to be had', openDirect],
  ['where there are none', noDirect],
  ['where they come to an end', soonRefused],
  ['where they are cut short', cutShort],
])('what is written to a file, %s', (_, directly) => {
  it.each([1, 2, 3])('lies where it belongs, seed %i', async (seed) => {
    const random = seededRandom(seed);
    const below = (end: number) => Math.floor(random() * end);
    const expected = Buffer.alloc(SIZE);
    const writer = new FileWriter(file, directly);
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

  it('does no harm when it is closed in the middle', async () => {
    const writer = new FileWriter(file, directly);
    await writer.write(Buffer.alloc(200 * PAGE, 7), PAGE);
    await writer.close();
    expect(await readFile(path)).toHaveLength(SIZE);
  });
});

it('goes past the page cache with what is long enough, and only with that', async () => {
  const direct: number[] = [];
  const watched = async (): Promise<DirectFile> => ({
    read: () => Promise.resolve(null),
    write: async (data, position) => {
      direct.push(position, data.length);
      return (await file.write(data, 0, data.length, position)).bytesWritten;
    },
    close: () => Promise.resolve(),
  });
  const writer = new FileWriter(file, watched);
  await writer.write(Buffer.alloc(64 * 1024 - 1), 0);
  await writer.write(Buffer.alloc(64 * 1024), 2 ** 20);
  await writer.write(Buffer.alloc(513 * 1024), 2 ** 21);
  await writer.finish();
  await writer.close();
  expect(direct).toEqual([2 ** 20, 64 * 1024, 2 ** 21, 512 * 1024]);
});

it('tells what a write failed with', async () => {
  const full = async (): Promise<DirectFile> => ({
    read: () => Promise.resolve(null),
    write: () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
    close: () => Promise.resolve(),
  });
  const writer = new FileWriter(file, full);
  await writer.write(Buffer.alloc(64 * 1024), PAGE);
  await expect(writer.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
  await writer.close();
});
