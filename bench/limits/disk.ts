import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SeededBytes } from '../../test/support/generated-volume.js';
import { built } from '../built.js';
import { median } from '../statistics.js';

const PIECE = 2 ** 20;
const SYNCS = 200;

export interface DiskRates {
  /** Bytes per second, the final sync included. */
  readonly write: number;
  /** Bytes per second of a file that was just written, as the volumes of the bench are: mostly from memory. */
  readonly read: number;
}

/** Writes a file from its beginning to its end as a restore does, which syncs as it goes, then reads it. */
export const diskRates = async (directory: string, bytes: number): Promise<DiskRates> => {
  const path = join(directory, 'disk-limit');
  const piece = new SeededBytes(4).next('random', PIECE);
  const { TargetWriter } = await built<
    typeof import('../../src/drivers/backup/chunked/engine/tasks/target-writer.js')
  >('drivers/backup/chunked/engine/tasks/target-writer.js');
  await writeFile(path, '');
  const file = await open(path, 'r+');
  try {
    const began = performance.now();
    const writer = await TargetWriter.open(path);
    for (let at = 0; at < bytes; at += PIECE) await writer.write(piece, at);
    await writer.close();
    await file.datasync();
    const written = performance.now();
    for (let at = 0; at < bytes; at += PIECE) await file.read(piece, 0, PIECE, at);
    const read = performance.now();
    const total = Math.ceil(bytes / PIECE) * PIECE * 1000;
    return { write: total / (written - began), read: total / (read - written) };
  } finally {
    await file.close();
    await rm(path);
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
