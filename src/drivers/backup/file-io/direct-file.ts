import { constants } from 'node:fs';
import { open, statfs, type FileHandle } from 'node:fs/promises';
import { ALIGNMENT, areAligned } from './aligned-buffers.js';

/** Reads and writes past the page cache, from and into aligned buffers. What it does not do is for others to do in the usual way. */
export interface DirectFile {
  /** Answers how many bytes it read, 0 at the end of the file; null when it cannot read here. */
  read(buffer: Buffer, position: number): Promise<number | null>;
  /** Answers how many bytes of whole pages it wrote from the beginning, perhaps none. */
  write(data: Buffer, position: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * Over a network each direct write waits until the server has it on its disk, and nothing is read ahead: NFS, SMB (1 to 3), Ceph and
 * whatever is served by a process (FUSE). The numbers are those of statfs(2).
 */
const remote: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x00c36400, 0x65735546]);

/**
 * Whether that is how a file system, or a device, says that it has no direct reads and writes, or not this one. By its members: an
 * error of another thread or context is no instance of our Error.
 */
export const isRefused = (error: unknown): boolean => {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return code === 'EINVAL' || code === 'EOPNOTSUPP';
};

/**
 * A backup or restore moves more than fits into the page cache, once: through it every byte would be copied, into a page that has to be
 * found first, and what others need would be pushed out.
 * @param file is open for that as well
 * @returns null where this cannot be had
 */
export const openDirect = async (file: FileHandle, access: 'r' | 'w'): Promise<DirectFile | null> => {
  // Other systems have no such flag, and no such way to a file that may have lost its name.
  if (process.platform !== 'linux' || !areAligned) return null;
  const path = `/proc/self/fd/${file.fd}`;
  try {
    if (remote.has((await statfs(path)).type)) return null;
    const mode = access === 'r' ? constants.O_RDONLY : constants.O_WRONLY;
    return new OpenDirectFile(await open(path, mode | constants.O_DIRECT));
  } catch {
    return null;
  }
};

class OpenDirectFile implements DirectFile {
  #isRefused = false;

  constructor(private readonly file: FileHandle) {}

  async read(buffer: Buffer, position: number): Promise<number | null> {
    if (position % ALIGNMENT !== 0) return null;
    return this.#unlessRefused(
      async () => (await this.file.read(buffer, 0, buffer.length, position)).bytesRead,
    );
  }

  async write(data: Buffer, position: number): Promise<number> {
    if (position % ALIGNMENT !== 0) return 0;
    const whole = data.length - (data.length % ALIGNMENT);
    let done = 0;
    // A write may end in the middle of a page, too.
    while (done < whole && done % ALIGNMENT === 0) {
      const from = done;
      const written = await this.#unlessRefused(
        async () => (await this.file.write(data, from, whole - from, position + from)).bytesWritten,
      );
      if (written === null) return done;
      done += written;
    }
    return done;
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  /** Who refuses once is not asked again. */
  async #unlessRefused(work: () => Promise<number>): Promise<number | null> {
    if (this.#isRefused) return null;
    try {
      return await work();
    } catch (error) {
      if (!isRefused(error)) throw error;
      this.#isRefused = true;
      return null;
    }
  }
}
