import { NameTaken } from '../../../object-store/port.js';
import type { WrittenChunk } from '../../../port.js';
import { SMALL_BYTES } from '../groups.js';
import type { StoreObjectsInput } from './planned-object.js';
import { storeObject } from './store-object.js';
import { storeSmallObjects } from './store-small-objects.js';
import type { TaskContext } from './task-context.js';

/** The objects, or the name of one that the store has already, with other bytes. */
export type StoredObjects = { readonly chunks: readonly WrittenChunk[] } | { readonly taken: string };

/** Stores ranges of the device as objects; all of them are durable when it resolves. May be repeated. */
export async function storeObjects(input: StoreObjectsInput, context: TaskContext): Promise<StoredObjects> {
  try {
    return { chunks: await storeAll(input, context) };
  } catch (error) {
    if (error instanceof NameTaken) return { taken: error.object_name };
    throw error;
  }
}

async function storeAll(input: StoreObjectsInput, context: TaskContext): Promise<readonly WrittenChunk[]> {
  const { objects, ...common } = input;
  if (objects.every(({ length }) => length <= SMALL_BYTES)) return storeSmallObjects(input, context);
  const chunks: WrittenChunk[] = [];
  for (const object of objects) {
    const { offset, length, object_name: name } = object;
    chunks.push({ ...object, ...(await storeObject({ ...common, offset, length, name }, context)) });
  }
  return chunks;
}
