import { mkdtemp, open, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveBuffer, takeBuffer } from './aligned-buffers.js';
import { readCached } from './cached-read.js';

/** ext4, XFS and Btrfs tell what is in memory; of others nothing is known here. */
const tell: readonly number[] = [0xef53, 0x58465342, 0x9123683e];

describe('a read of what is in memory', () => {
  let directory: string;
  let path: string;
  /** What may be read at once of so many bytes that were just written. */
  let possible: (bytes: number) => readonly number[];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-cached-'));
    path = join(directory, 'file');
    await writeFile(path, 'what was just written');
    const tells = process.platform === 'linux' && tell.includes((await statfs(path)).type);
    possible = (bytes) => (tells ? [bytes] : [0, bytes]);
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('answers what is there from a place on, and never more', async () => {
    await using file = await open(path);
    const buffer = Buffer.alloc(64, '.');
    const length = readCached(file.fd, buffer.subarray(2, 10), 5);
    expect(possible(8)).toContain(length);
    expect(buffer.toString('utf8', 0, 12)).toBe(`..${'was just'.slice(0, length).padEnd(8, '.')}..`);
    expect(readCached(file.fd, buffer, 500)).toBe(0);
  });

  it('has memory that threads share for a target, too', async () => {
    await using file = await open(path);
    const buffer = takeBuffer();
    const length = readCached(file.fd, buffer, 0);
    expect(possible(21)).toContain(length);
    expect(buffer.toString('utf8', 0, length)).toBe('what was just written'.slice(0, length));
    giveBuffer(buffer);
  });

  it('says nothing of a file that cannot be read: the usual read does', async () => {
    await using file = await open(path, 'a');
    expect(readCached(file.fd, Buffer.alloc(8), 0)).toBe(0);
    expect(readCached(-1, Buffer.alloc(8), 0)).toBe(0);
  });
});
