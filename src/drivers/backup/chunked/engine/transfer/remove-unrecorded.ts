import type { ObjectStore } from '../../../object-store/port.js';
import type { BackupRequest } from '../../../port.js';
import { chunkName } from '../../format/object-names.js';
import type { Operation } from '../operation.js';

/**
 * Removes what an earlier attempt stored, or is storing, but did not record, so that every name behind the last recorded object is
 * free: objects are stored under free names only. Without an answer to `confirm` nothing is removed: an attempt that was asleep
 * knows less than what is recorded by now.
 */
export async function removeUnrecorded(
  operation: Operation,
  store: ObjectStore,
  { backup, confirm }: Pick<BackupRequest, 'backup' | 'confirm'>,
  recorded: number,
): Promise<void> {
  const { container, service_metadata: prefix } = backup;
  await store.discardPartialPuts(container, prefix);
  const unrecorded: string[] = [];
  for await (const name of store.list(container, prefix)) {
    const number = /^-(\d{5,})$/.exec(name.slice(prefix.length))?.[1];
    if (number === undefined) continue;
    if (Number(number) > recorded || chunkName(prefix, Number(number)) !== name) unrecorded.push(name);
  }
  if (unrecorded.length === 0) return;
  await operation.until(confirm());
  for (const name of unrecorded) {
    operation.signal.throwIfAborted();
    await store.delete(container, name);
  }
}
