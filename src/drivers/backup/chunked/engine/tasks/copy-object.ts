import type { ObjectAddress, ObjectStoreOptions } from '../../../object-store/port.js';
import type { TaskContext } from './task-context.js';

export interface CopyObjectInput {
  readonly store: ObjectStoreOptions;
  readonly from: ObjectAddress;
  readonly to: ObjectAddress;
}

/** Copies one object within the store; where the store cannot, its bytes pass through here, a few pieces at a time. */
export async function copyObject({ store: options, from, to }: CopyObjectInput, context: TaskContext) {
  context.signal.throwIfAborted();
  const store = context.openStore(options);
  const copied = await store.copy(from, to);
  if (copied !== null) return copied;
  const { stored_bytes: size } = await store.stat(from.container, from.name);
  return store.put(to.container, to.name, whileWanted(store.get(from.container, from.name), context), {
    size,
  });
}

async function* whileWanted(pieces: AsyncIterable<Uint8Array>, { signal, passed }: TaskContext) {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
    passed(piece.length);
  }
}
