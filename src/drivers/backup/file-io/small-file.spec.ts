import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALIGNMENT, giveBuffer, takeBuffer } from './aligned-buffers.js';
import { createFileFor, writeSmallFile } from './small-file.js';

describe('a small file', () => {
  let directory: string;
  let path: string;
  const buffer = takeBuffer();
  const pages = buffer.subarray(0, 4 * ALIGNMENT).fill('pages');
  const uneven = buffer.subarray(1, 4 * ALIGNMENT);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-small-'));
    path = join(directory, 'file');
  });
  afterEach(() => rm(directory, { recursive: true }));
  afterAll(() => giveBuffer(buffer));

  it.each([
    ['whole pages', pages],
    ['anything else', uneven],
    ['nothing', new Uint8Array()],
  ])('holds %s', async (_, content) => {
    const file = await createFileFor(content, path, 0o600);
    await writeSmallFile(file, content, 0);
    await file.close();
    expect((await readFile(path)).equals(content)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['whole pages', pages],
    ['anything else', uneven],
  ])('made for %s takes what turns out to be something else, anywhere', async (_, content) => {
    const file = await createFileFor(content, path, 0o600);
    await writeSmallFile(file, content, 0);
    await writeSmallFile(file, uneven, content.length);
    await writeSmallFile(file, Buffer.from('first'), 3);
    await file.close();
    const expected = Buffer.concat([content, uneven]);
    expected.write('first', 3);
    expect((await readFile(path)).equals(expected)).toBe(true);
  });

  it.each([
    ['whole pages', pages],
    ['anything else', uneven],
  ])('made for %s replaces none', async (_, content) => {
    await writeFile(path, 'there');
    await expect(createFileFor(content, path, 0o600)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(path, 'utf8')).toBe('there');
  });
});
