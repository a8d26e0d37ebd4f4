import type { ObjectStore } from '../../../object-store/port.js';
import { chunkName } from '../../format/object-names.js';
import type { Operation } from '../operation.js';

/**
 * Removes numbered objects that belong to no record: an earlier attempt has stored them, with another chunk size. Only when all
 * objects are recorded: before that an attempt that was given up may still record one of those that are there.
 */
export async function removeUnrecorded(
  operation: Operation,
  store: ObjectStore,
  {
    container,
    prefix,
    recorded,
  }: { readonly container: string; readonly prefix: string; readonly recorded: number },
): Promise<void> {
  const unrecorded: string[] = [];
  for await (const name of store.list(container, prefix)) {
    const number = /^-(\d{5,})$/.exec(name.slice(prefix.length))?.[1];
    if (number === undefined) continue;
    if (Number(number) > recorded || chunkName(prefix, Number(number)) !== name) unrecorded.push(name);
  }
  for (const name of unrecorded) {
    operation.signal.throwIfAborted();
    await store.delete(container, name);
  }
}
