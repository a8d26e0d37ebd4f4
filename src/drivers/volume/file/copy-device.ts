import { open, type FileHandle } from 'node:fs/promises';
import type { ImportSource } from '../port.js';

const PIECE = 4 * 2 ** 20;
const ZEROS = Buffer.alloc(PIECE);

/** Copies a device into an empty file piece by piece; pieces of zeros become holes. Tells its progress about ten times. */
export const copyDevice = async (
  { path, sizeBytes, onProgress, signal }: ImportSource,
  target: FileHandle,
): Promise<void> => {
  await using source = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(PIECE);
  let told = 0;
  for (let offset = 0; offset < sizeBytes;) {
    signal.throwIfAborted();
    const { bytesRead } = await source.read(buffer, 0, Math.min(PIECE, sizeBytes - offset), offset);
    if (bytesRead === 0) throw new Error(`${path} ends at ${offset} of ${sizeBytes} bytes`);
    const piece = buffer.subarray(0, bytesRead);
    if (!piece.equals(ZEROS.subarray(0, bytesRead))) await writeWhole(target, piece, offset);
    offset += bytesRead;
    if (offset - told >= sizeBytes / 10 && offset < sizeBytes) {
      told = offset;
      await onProgress(offset);
    }
  }
  await target.truncate(sizeBytes);
};

const writeWhole = async (target: FileHandle, piece: Buffer, offset: number): Promise<void> => {
  for (let done = 0; done < piece.length;) {
    done += (await target.write(piece, done, piece.length - done, offset + done)).bytesWritten;
  }
};
