import { chmod, constants, copyFile, link, open } from 'node:fs/promises';
import { NO_LINK, OBJECT_MODE } from './posix-partial.js';
import { hasCode } from './store-error.js';

/**
 * A second name for a file. Objects are replaced and removed as a whole and never changed in place, so two backups can share one
 * file and each may lose its own name. Where the file system has no links, or no more of them, the kernel copies the bytes.
 */
export async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (!hasCode(error, ...NO_LINK)) throw error;
    await copyDurably(source, target);
  }
}

/** Shares the blocks where the file system can. */
export async function copyDurably(source: string, target: string): Promise<void> {
  await copyFile(source, target, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  await chmod(target, OBJECT_MODE);
  const file = await open(target, 'r');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
