import { EVERYTHING, type EventFilter } from './event-filter.js';
import type { EventStore } from './event-store.js';
import type { StoredEvent } from './stored-event.js';

/** Part of a walk. `events` are those that pass the filter; `next` is where to go on, absent when the end was reached. */
export interface Page {
  readonly events: readonly StoredEvent[];
  readonly next?: number;
}

/** Something that can be walked page by page and followed live: one stream, or the whole log through a filter. */
export interface EventSource {
  /** @param after exclusive, in reading direction: a revision or a position */
  page(after: number, backwards: boolean, limit: number): Page | 'not_found' | 'gone';
  accepts(event: StoredEvent): boolean;
  /** The event's place in this walk. */
  placeOf(event: StoredEvent): number;
  /** The place of the newest event, for "only what comes from now on". */
  end(): number;
}

/** Before the first and behind the last place of any walk. */
export const BEFORE_ALL = -1;
export const BEHIND_ALL = Number.MAX_SAFE_INTEGER;

export const streamSource = (store: EventStore, stream: string): EventSource => ({
  page(after, backwards, limit) {
    const events = store.pageOfStream(stream, backwards ? after - 1 : after + 1, backwards, limit);
    if (events === 'not_found' || events === 'gone') return events;
    return { events, next: events.at(-1)?.revision };
  },
  accepts: (event) => event.stream === stream,
  placeOf: (event) => event.revision,
  end() {
    const events = store.pageOfStream(stream, BEHIND_ALL, true, 1);
    return typeof events === 'string' ? BEFORE_ALL : (events[0]?.revision ?? BEFORE_ALL);
  },
});

export const allSource = (store: EventStore, filter: EventFilter): EventSource => ({
  page(after, backwards, limit) {
    // A filter may drop nearly everything it looks at: it looks at whole pages, whatever the limit.
    const atOnce = filter === EVERYTHING ? limit : BEHIND_ALL;
    const scanned = store.pageOfAll(after, backwards, atOnce, filter.categories);
    return { events: scanned.filter(filter.passes).slice(0, limit), next: scanned.at(-1)?.position };
  },
  accepts: filter.passes,
  placeOf: (event) => event.position,
  end: () => store.head(),
});
