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

const PIECE = 4 * MIB;
const zeros = Buffer.alloc(PIECE);

/** Tells contents apart: SHA-256 over a file, in which pieces of zeros count by their place alone, for they are most of it. */
export const fingerprint = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await using file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(PIECE);
  for (let at = 0; ; at += PIECE) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, at);
    const piece = buffer.subarray(0, bytesRead);
    if (piece.equals(zeros.subarray(0, bytesRead))) hash.update(`${bytesRead} zeros at ${at}`);
    else hash.update(piece);
    if (bytesRead < PIECE) return hash.digest('hex');
  }
};

/** The place of the first piece in which two files differ, or null; comparing is far cheaper than hashing. */
export const firstDifference = async (path: string, otherPath: string): Promise<number | null> => {
  await using file = await open(path, 'r');
  await using other = await open(otherPath, 'r');
  const [buffer, otherBuffer] = [Buffer.allocUnsafe(PIECE), Buffer.allocUnsafe(PIECE)];
  for (let at = 0; ; at += PIECE) {
    const [{ bytesRead }, { bytesRead: otherRead }] = await Promise.all([
      file.read(buffer, 0, PIECE, at),
      other.read(otherBuffer, 0, PIECE, at),
    ]);
    if (!buffer.subarray(0, bytesRead).equals(otherBuffer.subarray(0, otherRead))) return at;
    if (bytesRead === 0) return null;
  }
};
