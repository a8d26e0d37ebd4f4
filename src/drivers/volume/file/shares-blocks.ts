import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryName, unlinkIfThere } from './new-file.js';
import { CopyFailed, copySparse } from './sparse-copy.js';

/** Tries whether copies in `directory` share their blocks with the original, so that they are made at one moment. */
export const sharesBlocks = async (directory: string): Promise<boolean> => {
  const original = join(directory, temporaryName(process.pid));
  const copy = join(directory, temporaryName(process.pid));
  try {
    await writeFile(original, Buffer.alloc(4096, 1), { mode: 0o600 });
    await copySparse(original, copy, 'always');
    await unlink(copy);
    return true;
  } catch (error) {
    if (error instanceof CopyFailed) return false;
    throw error;
  } finally {
    await unlinkIfThere(original);
    await unlinkIfThere(copy);
  }
};
