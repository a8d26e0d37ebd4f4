import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyDurably, linkOrCopy } from './posix-copy.js';

describe('linkOrCopy', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-copy-'));
    await writeFile(join(directory, 'a'), 'bytes', { mode: 0o600 });
  });
  afterEach(() => rm(directory, { recursive: true }));
  const inode = async (name: string) => (await stat(join(directory, name))).ino;

  it('gives the file a second name', async () => {
    await linkOrCopy(join(directory, 'a'), join(directory, 'b'));
    expect(await inode('b')).toBe(await inode('a'));
  });

  it('has a copy of the bytes instead where there are no links, with the mode of an object', async () => {
    await copyDurably(join(directory, 'a'), join(directory, 'b'));
    expect(await inode('b')).not.toBe(await inode('a'));
    expect((await readFile(join(directory, 'b'))).toString()).toBe('bytes');
    expect((await stat(join(directory, 'b'))).mode & 0o777).toBe(0o660);
    await expect(copyDurably(join(directory, 'a'), join(directory, 'b'))).rejects.toThrow('EEXIST');
  });

  it('says what is wrong otherwise', async () => {
    await expect(linkOrCopy(join(directory, 'none'), join(directory, 'b'))).rejects.toThrow('ENOENT');
  });
});
