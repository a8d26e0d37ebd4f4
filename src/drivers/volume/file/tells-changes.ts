import { randomBytes } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { changedExtents } from './changed-extents.js';
import { temporaryName, unlinkIfThere } from './new-file.js';
import { CopyFailed, copySparse } from './sparse-copy.js';

const LENGTH = 256 * 1024;
const CHANGED = { offset: 128 * 1024, length: 4096 };

/** Tries whether `directory` shares blocks between copies and tells by their places what was changed later, and what was not. */
export const tellsChanges = async (directory: string): Promise<boolean> => {
  const original = join(directory, temporaryName(process.pid));
  const copy = join(directory, temporaryName(process.pid));
  try {
    await using file = await open(original, 'wx+', 0o600);
    // Bytes that a file system which compresses leaves as they are.
    await file.writeFile(randomBytes(LENGTH));
    await copySparse(original, copy, 'always');
    await file.write(randomBytes(CHANGED.length), 0, CHANGED.length, CHANGED.offset);
    await using older = await open(copy, 'r');
    await unlink(copy);
    let told = 0;
    let isSeen = false;
    for await (const { offset, length } of changedExtents(older, file)) {
      told += length;
      isSeen ||= offset <= CHANGED.offset && offset + length >= CHANGED.offset + CHANGED.length;
    }
    return isSeen && told < LENGTH;
  } catch (error) {
    if (error instanceof CopyFailed) return false;
    throw error;
  } finally {
    await unlinkIfThere(original);
    await unlinkIfThere(copy);
  }
};
