import type { ObjectStore, ObjectStoreOptions } from '../../../object-store/port.js';

/** What the pool gives to a task beside its input. */
export interface TaskContext {
  /** Aborted when the operation stops; a task ends with an error soon after, and leaves no half-written object behind. */
  readonly signal: AbortSignal;
  /** Tells how many bytes were read since the last call: so much is garbage soon. */
  passed(bytes: number): void;
  openStore(options: ObjectStoreOptions): ObjectStore;
}
