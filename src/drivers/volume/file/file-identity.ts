import { link, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from './failure-text.js';
import { syncDirectory, unlinkIfThere } from './new-file.js';

/** A file keeps it however often it is renamed; no two files of a file system ever share one. */
export const fileIdentity = async (path: string): Promise<string> => {
  const { dev, ino, birthtimeNs } = await stat(path, { bigint: true });
  return `${dev}:${ino}:${birthtimeNs}`;
};

export const identityIfThere = async (path: string): Promise<string | null> => {
  try {
    return await fileIdentity(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
};

/**
 * Removes the file if it is the one with that identity. It is looked at once more under a name of its own before it goes: when
 * another file took its name in between, that one gets it back. A call that died in between is finished by the next one.
 */
export const removeIdentified = async (path: string, identity: string): Promise<void> => {
  const aside = join(dirname(path), `.left-${identity.replace(/[^0-9]/g, '-')}`);
  if ((await identityIfThere(path)) === identity) await renameIfThere(path, aside);
  const found = await identityIfThere(aside);
  if (found === null) return;
  if (found !== identity) await link(aside, path);
  await unlinkIfThere(aside);
  await syncDirectory(dirname(path));
};

const renameIfThere = async (from: string, to: string): Promise<void> => {
  try {
    await rename(from, to);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
};
