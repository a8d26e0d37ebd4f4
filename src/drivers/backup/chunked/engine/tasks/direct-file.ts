import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { ALIGNMENT } from './aligned-buffers.js';

/** Writes past the page cache. */
export interface DirectFile {
  /** Answers how many bytes of whole pages it wrote from the beginning, perhaps none; the rest is for others to write. */
  write(data: Buffer, position: number): Promise<number>;
  close(): Promise<void>;
}

/** What says that a file system, or a device, has no direct writes, or none of these. */
const refused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'EOPNOTSUPP');

/**
 * A restore writes what nobody reads soon, as much as the disk takes: through the page cache it would be copied once more, and
 * push out what others need. Null where it cannot be had; the caller opens the file in the usual way as well.
 */
export const openDirect = async (path: string): Promise<DirectFile | null> => {
  // Other systems have no such flag.
  if (process.platform !== 'linux') return null;
  let file: FileHandle | null;
  try {
    file = await open(path, constants.O_RDWR | constants.O_DIRECT);
  } catch (error) {
    if (refused(error)) return null;
    throw error;
  }
  const close = async (): Promise<void> => {
    const closing = file;
    file = null;
    await closing?.close();
  };
  return {
    close,
    async write(data, position) {
      if (position % ALIGNMENT !== 0) return 0;
      const whole = data.length - (data.length % ALIGNMENT);
      for (let done = 0; done < whole;) {
        if (file === null) return done;
        try {
          done += (await file.write(data, done, whole - done, position + done)).bytesWritten;
          // Not even the system's error may leave it in the middle of a page.
          if (done % ALIGNMENT !== 0) return done;
        } catch (error) {
          if (!refused(error)) throw error;
          await close();
        }
      }
      return whole;
    },
  };
};
