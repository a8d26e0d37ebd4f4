import { constants } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { isWholePages } from './aligned-buffers.js';
import { isRefused } from './direct-file.js';
import { writeAll } from './write-all.js';

/**
 * Creates a file that goes past the page cache if what it is made for can: one write and one sync are all that it gets, so on every
 * file system, a remote one too, nothing is waited for that would not be waited for anyhow. It must not exist.
 */
export async function createFileFor(content: Uint8Array, path: string, mode: number): Promise<FileHandle> {
  if (!isWholePages(content)) return open(path, 'wx', mode);
  try {
    const { O_WRONLY, O_CREAT, O_EXCL, O_DIRECT } = constants;
    return await open(path, O_WRONLY | O_CREAT | O_EXCL | O_DIRECT, mode);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  // The system refuses only after it has created the file.
  await unlink(path).catch(() => undefined);
  return open(path, 'wx', mode);
}

/** Writes to such a file, through the page cache where the way past it is refused after all. */
export async function writeSmallFile(file: FileHandle, data: Uint8Array, position: number): Promise<void> {
  try {
    await writeAll(file, data, position);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const usual = await open(`/proc/self/fd/${file.fd}`, constants.O_WRONLY);
    try {
      await writeAll(usual, data, position);
    } finally {
      await usual.close();
    }
  }
}
