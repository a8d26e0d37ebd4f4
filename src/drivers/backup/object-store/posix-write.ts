import { unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupStoreError } from '../port.js';
import { SyncBehind } from '../sync-behind.js';
import { nonZeroRanges } from '../zero-ranges.js';
import { requireFileName } from './object-name.js';
import { createContainerDirectory } from './posix-directory.js';
import { openPartial, partialName, publish, publishNew } from './posix-partial.js';
import { hasCode } from './store-error.js';

export interface ObjectBody {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Bytes of all pieces, where that was announced. */
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
    const behind = new SyncBehind(file);
    const length = await writePieces(file, body, { attempt, behind });
    if (body.size !== undefined && body.size !== length) {
      throw new BackupStoreError(
        `Object ${body.name} was announced with ${body.size} bytes and came with ${length}.`,
      );
    }
    await attempt(async () => {
      await behind.settled();
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

/** Long runs of zeros become holes of the file: they read as zeros, and cost neither time nor room. */
async function writePieces(
  file: FileHandle,
  { pieces }: ObjectBody,
  { attempt, behind }: { readonly attempt: Attempt; readonly behind: SyncBehind },
): Promise<number> {
  let length = 0;
  let written = 0;
  for await (const piece of pieces) {
    for (const range of nonZeroRanges(piece)) {
      await attempt(async () => {
        await writeRange(
          file,
          piece.subarray(range.offset, range.offset + range.length),
          length + range.offset,
        );
        await behind.wrote(range.length);
      });
      written = length + range.offset + range.length;
    }
    length += piece.length;
  }
  if (written < length) await attempt(() => file.truncate(length));
  return length;
}

async function writeRange(file: FileHandle, data: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < data.length;) {
    done += (await file.write(data, done, data.length - done, position + done)).bytesWritten;
  }
}
