import { unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { FileWriter } from '../file-io/file-writer.js';
import { BackupStoreError } from '../port.js';
import { nonZeroRanges } from '../zero-ranges.js';
import { requireFileName } from './object-name.js';
import { createContainerDirectory } from './posix-directory.js';
import { openPartial, partialName, publish, publishNew } from './posix-partial.js';
import { hasCode } from './store-error.js';

export interface ObjectBody {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** Bytes of the content, where that was announced. */
  readonly size?: number | undefined;
  /** Fails when the name is taken. */
  readonly ifAbsent: boolean;
}

/** Does something with the file system and says what could not be done; the body's own errors do not come this way. */
export type Attempt = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Writes an object beside its name, durably, then gives it the name, which is durable only with its directory. Answers its
 * length. A failure leaves nothing half-written.
 */
export async function writeObject(directory: string, body: ObjectBody, attempt: Attempt): Promise<number> {
  const partial = join(directory, partialName(requireFileName(body.name)));
  const file = await attempt(() => openIn(directory, partial));
  try {
    const length = await writePieces(file, body.content, attempt);
    if (body.size !== undefined && body.size !== length) {
      throw new BackupStoreError(
        `Object ${body.name} was announced with ${body.size} bytes and came with ${length}.`,
      );
    }
    await attempt(async () => {
      await file.datasync();
      await file.close();
      await (body.ifAbsent ? publishNew : publish)(partial, join(directory, body.name));
    });
    return length;
  } catch (error) {
    await file.close().catch(() => undefined);
    // After the rename there is nothing of that name any more; before it this is what must not stay.
    await unlink(partial).catch(() => undefined);
    throw error;
  }
}

async function openIn(directory: string, partial: string): Promise<FileHandle> {
  try {
    return await openPartial(partial);
  } catch (error) {
    // The delete of the last other backup in a shared container may have removed it after we ensured it.
    if (!hasCode(error, 'ENOENT')) throw error;
    await createContainerDirectory(directory);
    return openPartial(partial);
  }
}

async function writePieces(
  file: FileHandle,
  pieces: AsyncIterable<Uint8Array>,
  attempt: Attempt,
): Promise<number> {
  const writer = new FileWriter(file);
  let [length, written] = [0, 0];
  try {
    for await (const piece of pieces) {
      const end = await attempt(() => writeData(piece, (data, at) => writer.write(data, length + at)));
      if (end > 0) written = length + end;
      length += piece.length;
    }
    await attempt(() => writer.finish());
  } finally {
    await writer.close();
  }
  if (written < length) await attempt(() => file.truncate(length));
  return length;
}

/**
 * Long runs of zeros become holes of the file: they read as zeros, and cost neither time nor room.
 * @returns where the data that was written ends
 */
export async function writeData(
  bytes: Uint8Array,
  write: (data: Uint8Array, position: number) => Promise<void>,
): Promise<number> {
  let end = 0;
  for (const { offset, length } of nonZeroRanges(bytes)) {
    end = offset + length;
    await write(bytes.subarray(offset, end), offset);
  }
  return end;
}
