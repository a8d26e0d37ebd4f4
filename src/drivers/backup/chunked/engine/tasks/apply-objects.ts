import type { ObjectStoreOptions } from '../../../object-store/port.js';
import { nonZeroRanges } from '../../../zero-ranges.js';
import type { MetadataObject } from '../../format/metadata.js';
import { readObject } from './read-object.js';
import type { TaskContext } from './task-context.js';
import { TargetWriter } from './target-writer.js';

export interface ApplyObjectsInput {
  readonly store: ObjectStoreOptions;
  readonly container: string;
  /** Touch no common bytes. */
  readonly objects: readonly MetadataObject[];
  readonly target: { readonly path: string; readonly sizeBytes: number };
  /** Their ranges read as zeros still. */
  readonly skipZeros: boolean;
}

export interface ApplyObjectsOutput {
  readonly objects: number;
  /** Of all of them, plain. */
  readonly bytes: number;
}

/**
 * Writes the plain bytes of objects to the target, streaming, and verifies length and md5 where the metadata has them. The bytes
 * are not durable yet. @throws InvalidBackup naming the object that is damaged or gone
 */
export async function applyObjects(
  { store, container, objects, target: { path, sizeBytes }, skipZeros }: ApplyObjectsInput,
  context: TaskContext,
): Promise<ApplyObjectsOutput> {
  const target = await TargetWriter.open(path);
  try {
    let bytes = 0;
    for (const object of objects) {
      const chunk = { store, container, object };
      bytes += await readObject(chunk, sizeBytes - object.offset, context, (data, position) =>
        writeRanges(target, data, position, skipZeros),
      );
    }
    await target.finish();
    return { objects: objects.length, bytes };
  } finally {
    await target.close();
  }
}

async function writeRanges(
  target: TargetWriter,
  data: Uint8Array,
  position: number,
  skipZeros: boolean,
): Promise<void> {
  if (!skipZeros) {
    await target.write(data, position);
    return;
  }
  for (const { offset, length } of nonZeroRanges(data)) {
    await target.write(data.subarray(offset, offset + length), position + offset);
  }
}
