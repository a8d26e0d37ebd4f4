import type { WrittenChunk } from '../../../port.js';
import { TOGETHER_BYTES, type StoreObjectsInput } from './planned-object.js';
import { storeObject } from './store-object.js';
import { storeSmallObjects } from './store-small-objects.js';
import type { TaskContext } from './task-context.js';

/** Stores ranges of the device as objects; all of them are durable when it resolves. */
export async function storeObjects(
  input: StoreObjectsInput,
  context: TaskContext,
): Promise<readonly WrittenChunk[]> {
  const { objects, ...common } = input;
  const bytes = objects.reduce((sum, { length }) => sum + length, 0);
  if (bytes <= TOGETHER_BYTES) return storeSmallObjects(input, context);
  const chunks: WrittenChunk[] = [];
  for (const object of objects) {
    const { offset, length, object_name: name } = object;
    chunks.push({ ...object, ...(await storeObject({ ...common, offset, length, name }, context)) });
  }
  return chunks;
}
