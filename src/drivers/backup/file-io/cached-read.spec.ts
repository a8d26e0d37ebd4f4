import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveBuffer, takeBuffer } from './aligned-buffers.js';
import { readCached } from './cached-read.js';

describe('a read of what is in memory', () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'emberlog-cached-'));
    path = join(directory, 'file');
    await writeFile(path, 'what was just written');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('answers what is there from a place on, and never more', async () => {
    await using file = await open(path);
    const buffer = Buffer.alloc(64, '.');
    const length = readCached(file.fd, buffer.subarray(2, 10), 5);
    // Where nobody can tell what is in memory it is nothing.
    expect([0, 8]).toContain(length);
    expect(buffer.toString('utf8', 0, 12)).toBe(`..${'was just'.slice(0, length).padEnd(8, '.')}..`);
    expect(readCached(file.fd, buffer, 500)).toBe(0);
  });

  it('has memory that threads share for a target, too', async () => {
    await using file = await open(path);
    const buffer = takeBuffer();
    const length = readCached(file.fd, buffer, 0);
    expect(['', 'what was just written']).toContain(buffer.toString('utf8', 0, length));
    giveBuffer(buffer);
  });

  it('says nothing of a file that cannot be read: the usual read does', async () => {
    await using file = await open(path, 'a');
    expect(readCached(file.fd, Buffer.alloc(8), 0)).toBe(0);
    expect(readCached(-1, Buffer.alloc(8), 0)).toBe(0);
  });
});
