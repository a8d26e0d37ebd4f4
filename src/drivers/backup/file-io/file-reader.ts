import { open, type FileHandle } from 'node:fs/promises';
import { BUFFER_BYTES, giveBuffer, takeBuffer } from './aligned-buffers.js';
import { openDirect, type DirectFile } from './direct-file.js';

/** Smaller files are read through the page cache. */
const SMALLEST_DIRECT = 2 * BUFFER_BYTES;

/**
 * The bytes of a file that nobody writes to any more, past the page cache where that can be done. A piece is good until the next
 * one is asked for, which is read meanwhile.
 */
export async function* readFilePieces(path: string, directly = openDirect): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  let direct: DirectFile | null = null;
  try {
    const { size } = await file.stat();
    if (size >= SMALLEST_DIRECT) direct = await directly(file, 'r');
    yield* inTurn(size, (buffer, position) => read(file, direct, buffer, position));
  } finally {
    await direct?.close();
    await file.close();
  }
}

type Read = (buffer: Buffer, position: number) => Promise<number>;

/** One buffer is filled while the other one is in use. */
async function* inTurn(size: number, readInto: Read): AsyncGenerator<Uint8Array> {
  if (size === 0) return;
  const buffers = [takeBuffer(), takeBuffer()] as const;
  let [now, next] = buffers;
  let reading = Promise.resolve(0);
  try {
    reading = readInto(now, 0);
    for (let position = 0; position < size;) {
      const length = await reading;
      if (length === 0) return;
      position += length;
      if (position < size) {
        reading = readInto(next, position);
        // Met when its turn comes; a reader that stops before that never meets it.
        reading.catch(() => {});
      }
      yield now.subarray(0, length);
      [now, next] = [next, now];
    }
  } finally {
    await reading.catch(() => {});
    buffers.forEach(giveBuffer);
  }
}

async function read(
  file: FileHandle,
  direct: DirectFile | null,
  buffer: Buffer,
  position: number,
): Promise<number> {
  const length = (await direct?.read(buffer, position)) ?? null;
  return length ?? (await file.read(buffer, 0, buffer.length, position)).bytesRead;
}
