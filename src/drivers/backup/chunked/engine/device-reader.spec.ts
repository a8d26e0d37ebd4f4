import { jest } from '@jest/globals';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveBuffer, takeBuffer } from '../../file-io/aligned-buffers.js';
import { SmallFile } from '../../file-io/small-file.js';
import { DeviceReader } from './device-reader.js';

const MIB = 2 ** 20;
const DATA = 5 * MIB;
const SIZE = 16 * MIB;

let directory: string;
let reader: DeviceReader;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'emberlog-device-'));
  await using file = await open(join(directory, 'sparse'), 'wx+');
  await file.truncate(SIZE);
  await file.write(Buffer.alloc(65_536, 7), 0, 65_536, DATA);
  await file.sync();
  reader = await DeviceReader.open(join(directory, 'sparse'));
});
afterEach(async () => {
  await reader.close();
  await rm(directory, { recursive: true });
});

describe('a file with holes', () => {
  it.each([
    [0, DATA, true],
    [0, DATA + 1, false],
    [DATA, 1, false],
    [DATA + 65_535, 1, false],
    [DATA + 65_536, 1, true],
    [DATA + 65_536, SIZE - DATA - 65_536, true],
    [SIZE - 1, 1, true],
    [SIZE - 1, 2, false],
    [SIZE, 1, false],
  ])('from %i over %i bytes is a hole: %s', (offset, length, expected) => {
    expect(reader.isHole(offset, length)).toBe(expected);
    expect(reader.isHole(offset, length)).toBe(expected);
  });

  it('is read where it has data, and only there', async () => {
    const read = jest.spyOn(reader.file, 'read');
    const buffer = Buffer.alloc(SIZE, 9);
    for (let at = 0; at < SIZE; at += MIB) await reader.fill(buffer.subarray(at, at + MIB), at);
    const expected = Buffer.alloc(SIZE).fill(7, DATA, DATA + 65_536);
    expect(buffer.equals(expected)).toBe(true);
    // None at all where what is in memory can be had without it.
    expect(read.mock.calls.length).toBeLessThanOrEqual(1);
    const unaligned = Buffer.alloc(100_000, 9);
    await reader.fill(unaligned, DATA - 1000);
    expect(unaligned.equals(expected.subarray(DATA - 1000, DATA + 99_000))).toBe(true);
  });

  it('is read from the disk where it is not in memory', async () => {
    const path = join(directory, 'on-disk');
    const content = takeBuffer().fill(8);
    const file = SmallFile.create(path, 0o600, content);
    await file.write(content, 0);
    file.close();
    const other = await DeviceReader.open(path);
    const buffer = Buffer.alloc(content.length);
    await other.fill(buffer, 0);
    await other.fill(buffer, 0);
    await other.close();
    expect(buffer.equals(content)).toBe(true);
    giveBuffer(content);
  });

  it('still ends where it ends', async () => {
    await expect(reader.fill(Buffer.alloc(10), SIZE - 5)).rejects.toThrow(`ended at byte ${SIZE}`);
  });
});
