import type { EventsPage } from '../../projections/history/list-events-of.query.js';
import type { Links } from '../http/links.js';
import type { QueryString } from '../http/lists/query-string.js';

export interface EventsForm {
  readonly links: Links;
  readonly query: QueryString;
  /** As in the path: `backups/<id>/events`. */
  readonly path: string;
}

/**
 * What happened, oldest first, and a next link while there is more. The marker of this list is the revision of the last event
 * seen, as the id is for other lists.
 */
export const eventsBody = ({ events, next }: EventsPage, { links, query, path }: EventsForm): object => ({
  events,
  ...(next === null ? {} : { events_links: links.next(path, query, String(next - 1)) }),
});
