import { ObjectNotFound, type ObjectStore } from '../../../object-store/port.js';
import { AttemptDisturbed } from '../../../port.js';

/**
 * To be called just before an object appears. A worker that was asleep while others completed the backup may find more changed
 * blocks than they did, because the volume's owner has written on: an object too many makes the backup one that nobody restores.
 * @throws AttemptDisturbed the backup is complete
 */
export async function requireOpen(
  store: ObjectStore,
  { container, closing }: { readonly container: string; readonly closing: string },
): Promise<void> {
  try {
    await store.stat(container, closing);
  } catch (error) {
    if (error instanceof ObjectNotFound) return;
    throw error;
  }
  throw new AttemptDisturbed('The backup was completed by another attempt.');
}
