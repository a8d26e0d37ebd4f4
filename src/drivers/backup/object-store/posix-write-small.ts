import { linkSync, rmSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SmallFile } from '../file-io/small-file.js';
import { requireFileName } from './object-name.js';
import type { SmallObject } from './port.js';
import { createContainerDirectory } from './posix-directory.js';
import { OBJECT_MODE, partialName, publishNew } from './posix-partial.js';
import { writeData } from './posix-write.js';
import { hasCode } from './store-error.js';

/**
 * Writes an object beside its name, durably, then gives it the name if nothing else has it; the name is durable only with the
 * directory. A failure leaves nothing half-written. The system's errors come out as they are.
 * @throws NameTaken, AttemptDisturbed
 */
export async function writeSmallObject(directory: string, { name, bytes }: SmallObject): Promise<void> {
  const partial = join(directory, partialName(requireFileName(name)));
  const file = await createIn(directory, partial, bytes);
  try {
    await writeBytes(file, bytes);
    file.close();
    await giveName(partial, join(directory, name));
  } catch (error) {
    file.close();
    await unlink(partial).catch(() => undefined);
    throw error;
  }
}

async function createIn(directory: string, partial: string, bytes: Uint8Array): Promise<SmallFile> {
  try {
    return SmallFile.create(partial, OBJECT_MODE, bytes);
  } catch (error) {
    // The delete of the last other backup in a shared container may have removed it after we ensured it.
    if (!hasCode(error, 'ENOENT')) throw error;
    await createContainerDirectory(directory);
    return SmallFile.create(partial, OBJECT_MODE, bytes);
  }
}

async function writeBytes(file: SmallFile, bytes: Uint8Array): Promise<void> {
  const written = await writeData(bytes, (data, at) => file.write(data, at));
  // An empty one is not written to, and made durable only so.
  if (written < bytes.length || written === 0) await file.extendTo(bytes.length);
}

/** As {@link publishNew} does, which is asked where anything stands in the way. */
async function giveName(partial: string, path: string): Promise<void> {
  try {
    linkSync(partial, path);
  } catch {
    await publishNew(partial, path);
    return;
  }
  rmSync(partial, { force: true });
}
