import { readObject, type StoredChunk } from './read-object.js';
import type { TaskContext } from './task-context.js';
import { TargetWriter } from './target-writer.js';
import { nonZeroRanges } from '../../../zero-ranges.js';

export interface ApplyObjectInput extends StoredChunk {
  readonly target: { readonly path: string; readonly sizeBytes: number };
  /** The range reads as zeros still. */
  readonly skipZeros: boolean;
}

export interface ApplyObjectOutput {
  readonly bytes: number;
}

/**
 * Writes one object's plain bytes to the target, streaming, and verifies length and md5 where the metadata has them. The bytes
 * are not durable yet. @throws InvalidBackup naming the object when it is damaged or gone
 */
export async function applyObject(input: ApplyObjectInput, context: TaskContext): Promise<ApplyObjectOutput> {
  const { path, sizeBytes } = input.target;
  const target = await TargetWriter.open(path);
  try {
    const bytes = await readObject(input, sizeBytes - input.object.offset, context, (data, position) =>
      writeRanges(target, data, position, input.skipZeros),
    );
    await target.finish();
    return { bytes };
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
