import { open, type FileHandle } from 'node:fs/promises';
import { hasCode } from './store-error.js';

const PIECE_BYTES = 256 * 1024;

/** Whether two files hold the same bytes; false when one of them is gone. */
export async function sameBytes(first: string, second: string): Promise<boolean> {
  try {
    await using one = await open(first, 'r');
    await using other = await open(second, 'r');
    return await sameContent(one, other);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function sameContent(one: FileHandle, other: FileHandle): Promise<boolean> {
  const { size } = await one.stat();
  if ((await other.stat()).size !== size) return false;
  const [mine, theirs] = [Buffer.alloc(PIECE_BYTES), Buffer.alloc(PIECE_BYTES)];
  for (let at = 0; at < size;) {
    const { bytesRead } = await one.read(mine, 0, PIECE_BYTES, at);
    if (bytesRead === 0) return false;
    if (!(await filled(other, theirs.subarray(0, bytesRead), at))) return false;
    if (mine.compare(theirs, 0, bytesRead, 0, bytesRead) !== 0) return false;
    at += bytesRead;
  }
  return true;
}

async function filled(file: FileHandle, buffer: Buffer, position: number): Promise<boolean> {
  for (let done = 0; done < buffer.length;) {
    const { bytesRead } = await file.read(buffer, done, buffer.length - done, position + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}
