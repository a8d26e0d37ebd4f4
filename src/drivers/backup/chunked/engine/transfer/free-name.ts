import type { ObjectStore } from '../../../object-store/port.js';
import { AttemptDisturbed, type BackupRequest } from '../../../port.js';
import type { Operation } from '../operation.js';

/**
 * Removes an object that has the name of one of ours and other bytes: an attempt that died has stored it, before the compression or
 * something else changed. What another attempt has recorded meanwhile is never removed.
 * @throws AttemptDisturbed, or why the attempt may not go on
 */
export async function freeName(
  operation: Operation,
  store: ObjectStore,
  { backup, confirm, writtenChunks }: Pick<BackupRequest, 'backup' | 'confirm' | 'writtenChunks'>,
  name: string,
): Promise<void> {
  await operation.until(confirm());
  for await (const { object_name } of writtenChunks()) {
    operation.signal.throwIfAborted();
    if (object_name === name) throw new AttemptDisturbed(`Object ${name} was recorded by another attempt.`);
  }
  await store.delete(backup.container, name);
}
