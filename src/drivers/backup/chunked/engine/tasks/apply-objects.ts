import { nonZeroRanges } from '../../../zero-ranges.js';
import { SMALL_BYTES } from '../groups.js';
import { applySmallObjects } from './apply-small-objects.js';
import type { ApplyObjectsInput } from './apply-input.js';
import { readObject, type Sink } from './read-object.js';
import type { TaskContext } from './task-context.js';
import { TargetWriter } from './target-writer.js';

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
  input: ApplyObjectsInput,
  context: TaskContext,
): Promise<ApplyObjectsOutput> {
  const { objects, skipZeros } = input;
  const target = await TargetWriter.open(input.target.path);
  try {
    const sink: Sink = (data, position) => writeRanges(target, data, position, skipZeros);
    const areSmall = objects.every(({ length }) => length !== null && length <= SMALL_BYTES);
    const bytes = await (areSmall ? applySmallObjects : applyOneByOne)(input, context, sink);
    await target.finish();
    return { objects: objects.length, bytes };
  } finally {
    await target.close();
  }
}

async function applyOneByOne(
  { store: options, container, objects, target }: ApplyObjectsInput,
  context: TaskContext,
  sink: Sink,
): Promise<number> {
  const store = context.openStore(options);
  let bytes = 0;
  for (const object of objects) {
    const stored = store.get(container, object.object_name);
    bytes += await readObject({ object, stored }, target.sizeBytes - object.offset, context, sink);
  }
  return bytes;
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
