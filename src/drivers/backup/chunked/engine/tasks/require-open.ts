import { isStored } from '../../../object-store/is-stored.js';
import type { ObjectStore } from '../../../object-store/port.js';
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
  if (!(await isStored(store, { container, name: closing }))) return;
  throw new AttemptDisturbed('The backup was completed by another attempt.');
}
