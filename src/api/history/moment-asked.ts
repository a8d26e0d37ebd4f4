import { parseMoment, type Moment } from '../../projections/history/moment.js';
import { invalidInput } from '../http/faults/http-fault.js';
import type { QueryString } from '../http/lists/query-string.js';

/** `?at=` of a show: a revision, a time or a log position; null when it is not there. */
export const momentAsked = (query: QueryString): Moment | null => {
  const text = query.get('at');
  if (text === undefined) return null;
  const moment = parseMoment(text);
  if (moment === null) {
    throw invalidInput(`'at' must be a revision, an ISO 8601 time or a log position, not '${text}'.`);
  }
  return moment;
};
