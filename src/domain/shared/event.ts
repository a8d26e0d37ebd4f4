import type { Infer, Schema } from './schema.js';

/** What an event type looks like at its newest version. Older versions are upcast on reading, never rewritten. */
export interface EventDefinition<T extends string, S extends Schema<unknown>> {
  readonly type: T;
  readonly version: number;
  readonly schema: S;
}

export const event = <const T extends string, S extends Schema<unknown>>(
  type: T,
  version: number,
  schema: S,
): EventDefinition<T, S> => ({ type, version, schema });

export type EventCatalogue = Readonly<Record<string, EventDefinition<string, Schema<unknown>>>>;

/** The union of the events in a catalogue, each `{ type, data }`. */
export type EventOf<C extends EventCatalogue> = {
  [K in keyof C]: C[K] extends EventDefinition<infer T, infer S>
    ? { readonly type: T; readonly data: Infer<S> }
    : never;
}[keyof C];

export interface AnyEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An event as the log gives it back: `at` is when it was recorded, ISO 8601 UTC with microseconds, no zone letter. */
export type Recorded<E> = E & { readonly at: string };

/** How the state of one kind of aggregate follows from its events; null is "does not exist". */
export interface Aggregate<S, E extends AnyEvent> {
  /** Text before the first '-' of its stream names. */
  readonly category: string;
  readonly events: EventCatalogue;
  /** Event type that carries the whole state, so that nothing before it needs to be read. */
  readonly checkpoint?: string;
  /** The state has nothing of when its events were recorded. */
  readonly timeless?: true;
  evolve(state: S | null, event: Recorded<E>): S | null;
}

export const streamOf = (category: string, id: string): string => `${category}-${id}`;
