import type { ObjectStore, ObjectStoreOptions } from '../../../object-store/port.js';
import type { HashPieceInput } from './hash-piece.js';

/** What the pool gives to a task beside its input. */
export interface TaskContext {
  /** Aborted when the operation stops; a task ends with an error soon after, and leaves no half-written object behind. */
  readonly signal: AbortSignal;
  /** Tells how many bytes were read since the last call: so much is garbage soon. */
  passed(bytes: number): void;
  openStore(options: ObjectStoreOptions): ObjectStore;
  /**
   * Has an idle thread hash a piece; the data must not change until it resolves. Null, at once or later, when no thread is free:
   * the task does it itself.
   */
  assist(input: HashPieceInput): Promise<Uint8Array | null> | null;
}
