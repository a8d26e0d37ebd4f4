import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SeededBytes } from '../../test/support/generated-volume.js';
import { built } from '../built.js';
import { median } from '../statistics.js';
import { synced } from '../synced.js';

const PIECE = 2 ** 20;
const SYNCS = 200;

export interface DiskRates {
  /** Bytes per second, the final sync included. */
  readonly write: number;
  /** Bytes per second of a file that is in memory, as the volumes of the bench are, which were just written. */
  readonly read: number;
  /** Bytes per second of several files that are read from the disk while as many are written to it, synced. */
  readonly copy: number;
}

/** Read and written side by side: as many as Node lets wait for the disk at a time. */
const COPIES = 4;

/** A new file with the means of a restore, which syncs as it goes. */
const writeTarget = async (
  path: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> => {
  const { TargetWriter } = await built<
    typeof import('../../src/drivers/backup/chunked/engine/tasks/target-writer.js')
  >('drivers/backup/chunked/engine/tasks/target-writer.js');
  await writeFile(path, '');
  const writer = await TargetWriter.open(path);
  let at = 0;
  for await (const piece of pieces) {
    await writer.write(piece, at);
    at += piece.length;
  }
  await writer.finish();
  await writer.close();
  await synced(path);
};

const randomPieces = (count: number): readonly Uint8Array[] => {
  const piece = new SeededBytes(4).next('random', PIECE);
  return Array.from({ length: count }, () => piece);
};

const copyRate = async (directory: string, bytes: number): Promise<number> => {
  const { readFilePieces } = await built<typeof import('../../src/drivers/backup/file-io/file-reader.js')>(
    'drivers/backup/file-io/file-reader.js',
  );
  const count = Math.ceil(bytes / COPIES / PIECE);
  const paths = Array.from({ length: COPIES }, (_, number) => join(directory, `disk-limit-${number}`));
  const from = paths.map((path) => `${path}-from`);
  try {
    for (const path of from) await writeTarget(path, randomPieces(count));
    const began = performance.now();
    await Promise.all(paths.map((path) => writeTarget(path, readFilePieces(`${path}-from`))));
    return (count * PIECE * COPIES * 1000) / (performance.now() - began);
  } finally {
    for (const path of [...paths, ...from]) await rm(path, { force: true });
  }
};

const readAll = async (path: string): Promise<void> => {
  const piece = Buffer.alloc(PIECE);
  await using file = await open(path, 'r');
  for (let at = 0; (await file.read(piece, 0, PIECE, at)).bytesRead > 0; at += PIECE);
};

/** Writes a file from its beginning to its end as a restore does, and reads it when it is in memory; then copies as much. */
export const diskRates = async (directory: string, bytes: number): Promise<DiskRates> => {
  const path = join(directory, 'disk-limit');
  const count = Math.ceil(bytes / PIECE);
  const total = count * PIECE * 1000;
  try {
    const began = performance.now();
    await writeTarget(path, randomPieces(count));
    const written = performance.now();
    await readAll(path);
    const cached = performance.now();
    await readAll(path);
    const read = performance.now();
    const copy = await copyRate(directory, bytes);
    return { write: total / (written - began), read: total / (read - cached), copy };
  } finally {
    await rm(path, { force: true });
  }
};

/** Median milliseconds of writing 4 KiB at the end of a file and syncing it: what any durable append costs at least. */
export const syncMs = async (directory: string): Promise<number> => {
  const path = join(directory, 'sync-limit');
  const record = Buffer.alloc(4096, 1);
  const file = await open(path, 'w');
  try {
    const times: number[] = [];
    for (let count = 0; count < SYNCS; count++) {
      const began = performance.now();
      await file.write(record);
      await file.datasync();
      times.push(performance.now() - began);
    }
    return median(times);
  } finally {
    await file.close();
    await rm(path);
  }
};
