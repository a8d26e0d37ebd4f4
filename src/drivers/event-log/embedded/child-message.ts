import type { AppendOutcome } from './event-store.js';

/** What the child tells its parent over the IPC channel: first how its start went, then what became of each append. */
export type ChildMessage = StartMessage | AppendAnswer;

export type StartMessage =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'failed'; readonly message: string };

export type AppendAnswer =
  | {
      readonly kind: 'appended';
      readonly call: number;
      /** One for each append; when one was refused, it is the last, and none was made. */
      readonly outcomes: readonly AppendOutcome[];
    }
  | { readonly kind: 'unwritten'; readonly call: number; readonly isFull: boolean; readonly message: string };

/** What the parent asks: all of these appends in one transaction, or none. */
export interface AppendRequest {
  readonly call: number;
  readonly appends: readonly RequestedAppend[];
}

export interface RequestedAppend {
  readonly stream: string;
  readonly expected: number | 'no_stream';
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    /** JSON, as they are stored. */
    readonly data: string;
    readonly metadata: string;
  }[];
}

/** Exit code of a child that was refused because its directory is in use. */
export const EXIT_IN_USE = 75;
