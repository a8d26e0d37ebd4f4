import { randomBytes } from 'node:crypto';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AttemptDisturbed } from '../port.js';
import { hasCode } from './store-error.js';

/** Group members may read and write (spec/backup-formats.md section 2.1). */
export const OBJECT_MODE = 0o660;
const SUFFIX = /\.[0-9a-f]{16}\.partial$/;

/**
 * A name for an object that is being written. The dot keeps it out of every listing by prefix, of Cinder's too; the random part
 * keeps two writers of one object apart, of which the slower may be a worker that does not know yet that it was replaced.
 */
export const partialName = (name: string): string => `.${name}.${randomBytes(8).toString('hex')}.partial`;

/** True for a name that `partialName` made for an object whose name starts with the prefix. */
export const isPartialNameOf = (prefix: string, name: string): boolean =>
  name.startsWith(`.${prefix}`) && SUFFIX.test(name);

/** Creates the file; its mode does not depend on the umask. */
export async function openPartial(path: string): Promise<FileHandle> {
  const file = await open(path, 'wx', OBJECT_MODE);
  await file.chmod(OBJECT_MODE);
  return file;
}

/**
 * Gives what was written its name.
 * @throws AttemptDisturbed a worker that slept, and woke while this one wrote, took the file for one of its predecessor's
 */
export async function publish(partial: string, path: string): Promise<void> {
  try {
    await rename(partial, path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new AttemptDisturbed(`Object ${basename(path)} was cleared away while it was written.`);
  }
}
