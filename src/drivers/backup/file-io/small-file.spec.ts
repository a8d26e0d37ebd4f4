import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALIGNMENT, giveBuffer, takeBuffer } from './aligned-buffers.js';
import { SmallFile } from './small-file.js';

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
    const file = SmallFile.create(path, 0o666, content);
    await file.write(content, 0);
    file.close();
    expect((await readFile(path)).equals(content)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o666);
  });

  it.each([
    ['whole pages', pages],
    ['anything else', uneven],
  ])('made for %s takes what turns out to be something else, anywhere', async (_, content) => {
    const file = SmallFile.create(path, 0o600, content);
    await file.write(content, 0);
    await file.write(uneven, content.length);
    await file.write(Buffer.from('first'), 3);
    await file.extendTo(100_000);
    file.close();
    file.close();
    const expected = Buffer.concat([content, uneven], 100_000);
    expected.write('first', 3);
    expect((await readFile(path)).equals(expected)).toBe(true);
  });

  it.each([
    ['whole pages', pages],
    ['anything else', uneven],
  ])('made for %s replaces none', async (_, content) => {
    await writeFile(path, 'there');
    expect(() => SmallFile.create(path, 0o600, content)).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(await readFile(path, 'utf8')).toBe('there');
  });
});
