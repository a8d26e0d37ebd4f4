import type { TaskName } from '../tasks/task-table.js';
import type { WireError } from './wire-error.js';

export type ToThread =
  | { readonly kind: 'run'; readonly id: number; readonly name: TaskName; readonly input: unknown }
  | { readonly kind: 'abort'; readonly id: number };

export type FromThread =
  | { readonly kind: 'done'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError };
