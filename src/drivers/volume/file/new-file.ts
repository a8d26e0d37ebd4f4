import { randomUUID } from 'node:crypto';
import { link, open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from './failure-text.js';

const TEMPORARY = /^\.new-(\d+)-[0-9a-f-]{36}$/;

/** Name of a file that is still being written by process `pid`. */
export const temporaryName = (pid: number): string => `.new-${pid}-${randomUUID()}`;

export const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/** Makes creations, renames and removals in a directory survive a power cut. */
export const syncDirectory = async (path: string): Promise<void> => {
  await using directory = await open(path, 'r');
  await directory.sync();
};

/**
 * Makes files appear under their final name complete and durable, or not at all. A file that is there already always
 * wins, whoever wrote it, so a repeated or late second call cannot overwrite anything.
 */
export class NewFiles {
  private readonly inProgress = new Set<string>();

  /** `fill` gets the open temporary file and its path; `mode` are the file's final rights. */
  async create(
    path: string,
    mode: number,
    fill: (file: FileHandle, path: string) => Promise<void>,
  ): Promise<void> {
    // The call that made it may have died before the name was durable.
    if (await exists(path)) return syncDirectory(dirname(path));
    const name = temporaryName(process.pid);
    const temporary = join(dirname(path), name);
    this.inProgress.add(name);
    try {
      await using file = await open(temporary, 'wx+', 0o600);
      await fill(file, temporary);
      await file.chmod(mode);
      await file.sync();
      await publish(temporary, path);
      await syncDirectory(dirname(path));
    } finally {
      await unlinkIfThere(temporary);
      this.inProgress.delete(name);
    }
  }

  /** Removes what killed processes left half written in `directory`. */
  async removeLeftovers(directory: string): Promise<void> {
    for (const name of await readdir(directory)) {
      const pid = Number(TEMPORARY.exec(name)?.[1] ?? 0);
      if (pid > 0 && !this.isBeingWritten(name, pid)) await unlinkIfThere(join(directory, name));
    }
  }

  private isBeingWritten(name: string, pid: number): boolean {
    // In a container the process before us often had our own pid.
    return pid === process.pid ? this.inProgress.has(name) : isAlive(pid);
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
};

/** Removing what is not there is success. */
export const unlinkIfThere = async (path: string): Promise<void> => {
  try {
    await unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
};

/** A hard link never replaces an existing file, a rename would; file systems without hard links get the rename. */
const publish = async (temporary: string, path: string): Promise<void> => {
  try {
    await link(temporary, path);
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'EEXIST') return;
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(code)) throw error;
    if (!(await exists(path))) await rename(temporary, path);
  }
};
