import { closeSync, fstatSync, openSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { readCached } from './cached-read.js';

const reading = promisify(read);

/**
 * Reads a whole file into the room and answers that part of it; null: the file is bigger. Only what waits for the disk is handed to
 * another thread, as with a SmallFile, so it is for threads that may wait a moment. The system's errors come out as they are.
 */
export async function readSmallFile(path: string, room: Uint8Array): Promise<Uint8Array | null> {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    if (size > room.length) return null;
    let done = 0;
    while (done < size) {
      const rest = room.subarray(done, size);
      const length = readCached(fd, rest, done) || (await reading(fd, rest, 0, rest.length, done)).bytesRead;
      if (length === 0) break;
      done += length;
    }
    return room.subarray(0, done);
  } finally {
    closeSync(fd);
  }
}
