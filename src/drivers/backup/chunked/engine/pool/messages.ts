import type { HashPieceInput } from '../tasks/hash-piece.js';
import type { TaskName } from '../tasks/task-table.js';
import type { WireError } from './wire-error.js';

export type ToThread =
  | { readonly kind: 'run'; readonly id: number; readonly name: TaskName; readonly input: unknown }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'assisted'; readonly id: number; readonly digests: Uint8Array | null };

export type FromThread =
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'assist'; readonly id: number; readonly input: HashPieceInput };

/** Shared by all threads: element 0 counts the threads that run no task of their own. */
export interface ThreadData {
  readonly idleThreads: Int32Array;
}
