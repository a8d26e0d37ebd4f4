import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from '../../../../test/support/byte-streams.js';
import { noDirect, soonRefused } from '../../../../test/support/direct-files.js';
import { openDirect, type DirectFile } from './direct-file.js';
import { readFilePieces } from './file-reader.js';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'emberlog-reader-'));
  path = join(directory, 'file');
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** They end where no direct read may begin. */
const cutShort: typeof openDirect = async (file) => ({
  read: async (buffer, position) =>
    position % 4096 === 0 ? (await file.read(buffer, 0, 5000, position)).bytesRead : null,
  write: () => Promise.resolve(0),
  close: () => Promise.resolve(),
});

const mib = 2 ** 20;

describe.each([
  ['where direct reads are to be had', openDirect],
  ['where there are none', noDirect],
  ['where they come to an end', soonRefused],
  ['where they are cut short', cutShort],
])('the pieces of a file, %s', (_, directly) => {
  it.each([0, 1, 4096, 512 * 1024, mib - 1, mib, mib + 1, 2 * mib + 4095, 3 * mib])(
    'are all of its %i bytes',
    async (length) => {
      const bytes = randomBytes(length);
      await writeFile(path, bytes);
      expect((await bytesOf(readFilePieces(path, directly))).equals(bytes)).toBe(true);
    },
  );

  it('are zeros where the file has a hole', async () => {
    await writeFile(path, 'x');
    await truncate(path, 3 * mib);
    const bytes = await bytesOf(readFilePieces(path, directly));
    expect(bytes.equals(Buffer.concat([Buffer.from('x'), Buffer.alloc(3 * mib - 1)]))).toBe(true);
  });

  it('are read by several readers at once, of which one stops in the middle', async () => {
    const bytes = randomBytes(3 * mib);
    await writeFile(path, bytes);
    const stops = async (): Promise<void> => {
      for await (const piece of readFilePieces(path, directly)) if (piece.length > 0) return;
    };
    const all = await Promise.all([
      bytesOf(readFilePieces(path, directly)),
      stops(),
      bytesOf(readFilePieces(path, directly)),
    ]);
    expect([all[0].equals(bytes), all[2].equals(bytes)]).toEqual([true, true]);
  });
});

it('tells what a read failed with, also of the piece that is read ahead', async () => {
  await writeFile(path, randomBytes(3 * mib));
  const broken = async (): Promise<DirectFile> => ({
    read: async (buffer, position) => {
      if (position > 0) throw Object.assign(new Error('broken'), { code: 'EIO' });
      return buffer.length;
    },
    write: () => Promise.resolve(0),
    close: () => Promise.resolve(),
  });
  await expect(bytesOf(readFilePieces(path, broken))).rejects.toMatchObject({ code: 'EIO' });
});
