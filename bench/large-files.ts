import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const LARGE = 2 ** 20;

/**
 * Gives the disk its room back, with few removals: ext4 without a journal looks, for each new file, at all that were removed in the last
 * minutes, so that what follows would pay for thousands of small ones. Those go with everything else at the end.
 */
export const removeLargeFiles = async (directory: string): Promise<void> => {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await stat(path)).size >= LARGE) await rm(path);
  }
};
