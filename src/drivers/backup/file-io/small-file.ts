import { closeSync, constants, fchmodSync, fdatasync, ftruncateSync, openSync, rmSync, write } from 'node:fs';
import { promisify } from 'node:util';
import { isWholePages } from './aligned-buffers.js';
import { isRefused } from './direct-file.js';
import { writeAll } from './write-all.js';

const { O_WRONLY, O_CREAT, O_EXCL, O_DIRECT, O_DSYNC } = constants;
const NEW = O_WRONLY | O_CREAT | O_EXCL | O_DSYNC;
const [writing, syncing] = [promisify(write), promisify(fdatasync)];

/**
 * A new file of few bytes that are all there. Only what waits for the disk, a durable write, is handed to another thread: for the
 * rest that would take many times as long as the call. So it is for threads that may wait a moment, not for the one that serves.
 */
export class SmallFile {
  #isOpen = true;

  private constructor(private readonly fd: number) {}

  /**
   * Goes past the page cache if the bytes it is made for can: on every file system, a remote one too, since it waits for the disk
   * anyhow. The mode does not depend on the umask. The system's errors come out as they are; EEXIST: it is there.
   */
  static create(path: string, mode: number, content: Uint8Array): SmallFile {
    const file = new SmallFile(openFor(content, path, mode));
    try {
      fchmodSync(file.fd, mode);
    } catch (error) {
      file.close();
      rmSync(path, { force: true });
      throw error;
    }
    return file;
  }

  /** Writes all of it there, durably. */
  async write(data: Uint8Array, position: number): Promise<void> {
    try {
      await writeTo(this.fd, data, position);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await this.#writeThroughCache(data, position);
    }
  }

  /** Makes it that long, durably. */
  async extendTo(length: number): Promise<void> {
    ftruncateSync(this.fd, length);
    await syncing(this.fd);
  }

  /** May be called again. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.fd);
  }

  async #writeThroughCache(data: Uint8Array, position: number): Promise<void> {
    const usual = openSync(`/proc/self/fd/${this.fd}`, O_WRONLY | O_DSYNC);
    try {
      await writeTo(usual, data, position);
    } finally {
      closeSync(usual);
    }
  }
}

const writeTo = (fd: number, data: Uint8Array, position: number): Promise<void> =>
  writeAll({ write: (from, offset, length, at) => writing(fd, from, offset, length, at) }, data, position);

function openFor(content: Uint8Array, path: string, mode: number): number {
  if (!isWholePages(content)) return openSync(path, NEW, mode);
  try {
    return openSync(path, NEW | O_DIRECT, mode);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  // The system refuses only after it has created the file.
  rmSync(path, { force: true });
  return openSync(path, NEW, mode);
}
