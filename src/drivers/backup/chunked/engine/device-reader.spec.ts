import { jest } from '@jest/globals';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    expect(read).toHaveBeenCalledTimes(1);
    const unaligned = Buffer.alloc(100_000, 9);
    await reader.fill(unaligned, DATA - 1000);
    expect(unaligned.equals(expected.subarray(DATA - 1000, DATA + 99_000))).toBe(true);
  });

  it('still ends where it ends', async () => {
    await expect(reader.fill(Buffer.alloc(10), SIZE - 5)).rejects.toThrow(`ended at byte ${SIZE}`);
  });
});
