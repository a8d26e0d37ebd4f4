import type { ObjectStoreOptions } from '../../../object-store/port.js';
import { InvalidBackup } from '../../../port.js';
import type { MetadataObject } from '../../format/metadata.js';
import { BlockCheck, type HashList } from './block-check.js';
import { problemOf } from '../verify/problem.js';
import { readObject } from './read-object.js';
import type { TaskContext } from './task-context.js';

export interface CheckObjectInput {
  readonly store: ObjectStoreOptions;
  readonly container: string;
  readonly object: MetadataObject;
  /** Bytes of the volume that was backed up. */
  readonly sizeBytes: number;
  /** Null when the backup has none that can be read. */
  readonly hashes: HashList | null;
}

export interface CheckObjectOutput {
  /** Plain bytes; 0 when it cannot be read to its end. */
  readonly bytes: number;
  /** What is wrong with it, or null. */
  readonly problem: string | null;
}

/** Reads one object as a restore would, and writes nothing. @throws BackupStoreError when the store cannot be read */
export async function checkObject(input: CheckObjectInput, context: TaskContext): Promise<CheckObjectOutput> {
  const { object, sizeBytes, hashes } = input;
  const end = object.offset + (object.length ?? 0);
  if (end > sizeBytes) return { bytes: 0, problem: `reaches byte ${end} of a volume of ${sizeBytes} bytes` };
  const blocks = hashes && (await BlockCheck.open(hashes, object.offset, object.length));
  try {
    const sink = async (data: Uint8Array) => blocks?.update(data);
    const stored = context.openStore(input.store).get(input.container, object.object_name);
    const bytes = await readObject({ object, stored }, sizeBytes - object.offset, context, sink);
    return { bytes, problem: (await blocks?.problem()) ?? null };
  } catch (error) {
    if (!(error instanceof InvalidBackup)) throw error;
    return { bytes: 0, problem: problemOf(error, object.object_name) };
  } finally {
    await blocks?.close();
  }
}
