import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { SeededBytes } from './generated-volume.js';

export const MIB = 2 ** 20;
export const GIB = 2 ** 30;

/** The same bytes for the same seed. */
export const pattern = (seed: number, length: number): Buffer => new SeededBytes(seed).next('random', length);

/** Writes known bytes into a file that is there already. */
export const writeAt = async (path: string, offset: number, bytes: Buffer): Promise<void> => {
  await using file = await open(path, 'r+');
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
  }
};

/** Overwrites the whole of a file with random bytes, a piece at a time. */
export const fillWith = async (path: string, seed: number, length: number, from = 0): Promise<void> => {
  const bytes = new SeededBytes(seed);
  await using file = await open(path, 'r+');
  const piece = 4 * MIB;
  for (let at = 0; at < length; at += piece) {
    const part = bytes.next('random', Math.min(piece, length - at));
    await file.write(part, 0, part.length, from + at);
  }
};

/** SHA-256 of a part of a file, by default of all of it. */
export const sha256 = async (path: string, from = 0, length = Infinity): Promise<string> => {
  const hash = createHash('sha256');
  await using file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(4 * MIB);
  for (let done = 0; done < length;) {
    const wanted = Math.min(buffer.length, length - done);
    const { bytesRead } = await file.read(buffer, 0, wanted, from + done);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    done += bytesRead;
  }
  return hash.digest('hex');
};
