import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceReader } from './device-reader.js';
import { readPieces, SlotLoan } from './pieces.js';

const KIB = 1024;
const BLOCK = 32 * KIB;
const SIZE = 2048 * KIB;

/** What the pieces of a file are that has data at these places. */
const piecesOf = async (data: readonly (readonly [offset: number, length: number])[], blockSize = BLOCK) => {
  const directory = await mkdtemp(join(tmpdir(), 'emberlog-pieces-'));
  const path = join(directory, 'sparse');
  await using file = await open(path, 'wx+');
  await file.truncate(SIZE);
  const expected = Buffer.alloc(SIZE);
  for (const [offset, length] of data) {
    await file.write(Buffer.alloc(length, 7), 0, length, offset);
    expected.fill(7, offset, offset + length);
  }
  await file.sync();
  const reader = await DeviceReader.open(path);
  const slots = new SlotLoan(0);
  const pieces: string[] = [];
  let end = 0;
  for await (const piece of readPieces(reader, { offset: 0, length: SIZE }, blockSize, slots)) {
    expect(piece.offset).toBe(end);
    end += piece.data.length;
    expect(expected.subarray(piece.offset, end).equals(piece.data)).toBe(true);
    pieces.push(`${piece.isHole ? 'hole' : 'data'} ${piece.data.length / KIB}`);
  }
  expect(end).toBe(SIZE);
  await Promise.all([reader.close(), slots.giveBack()]);
  await rm(directory, { recursive: true });
  return pieces;
};

describe('pieces of a file with holes', () => {
  it('are holes or data where that is possible', async () => {
    expect(await piecesOf([[256 * KIB, 768 * KIB]])).toEqual([
      'hole 256',
      'data 512',
      'data 256',
      'hole 512',
      'hole 512',
    ]);
  });

  it('are of whole blocks', async () => {
    expect(await piecesOf([[256 * KIB, 148 * KIB]], 128 * KIB)).toEqual([
      'hole 256',
      'data 256',
      'hole 512',
      'hole 512',
      'hole 512',
    ]);
  });

  it('do not fall into pieces for a short run', async () => {
    expect(
      await piecesOf([
        [0, 256 * KIB],
        [288 * KIB, 736 * KIB],
      ]),
    ).toEqual(['data 256', 'data 512', 'data 256', 'hole 512', 'hole 512']);
  });

  it('go as before where blocks are longer than pieces', async () => {
    expect(await piecesOf([[0, 256 * KIB]], 1024 * KIB)).toEqual([
      'data 512',
      'hole 512',
      'hole 512',
      'hole 512',
    ]);
  });
});
