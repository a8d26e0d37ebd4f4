import { randomBytes } from 'node:crypto';
import { link, open, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AttemptDisturbed } from '../port.js';
import { NameTaken } from './port.js';
import { sameBytes } from './posix-same-bytes.js';
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

/** What file systems without hard links say to one, or when a file can have no more of them. */
export const NO_LINK = ['EPERM', 'EXDEV', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'] as const;

/**
 * Gives what was written its name, in place of whatever has it.
 * @throws AttemptDisturbed a worker that slept, and woke while this one wrote, took the file for one of its predecessor's
 */
export async function publish(partial: string, path: string): Promise<void> {
  await unlessCleared(path, () => rename(partial, path));
}

/**
 * Gives what was written its name if nothing else has it: a link never replaces a file, as a rename would. Where there are no
 * links a moment remains between the look and the rename.
 * @throws NameTaken other bytes have the name; AttemptDisturbed as {@link publish}
 */
export async function publishNew(partial: string, path: string): Promise<void> {
  if (!(await named(partial, path)) && !(await sameBytes(partial, path))) throw new NameTaken(basename(path));
  await unlink(partial).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
  });
}

/** False when the name is taken. */
async function named(partial: string, path: string): Promise<boolean> {
  try {
    await unlessCleared(path, () => link(partial, path));
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (!hasCode(error, ...NO_LINK)) throw error;
  }
  if (await isThere(path)) return false;
  await publish(partial, path);
  return true;
}

async function unlessCleared(path: string, name: () => Promise<void>): Promise<void> {
  try {
    await name();
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new AttemptDisturbed(`Object ${basename(path)} was cleared away while it was written.`);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
