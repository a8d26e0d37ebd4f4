import { queryBoolean } from '../body/boolean-words.js';
import { badRequest } from '../faults/http-fault.js';
import type { RequestContext } from '../identity/request-context.js';
import type { QueryString } from './query-string.js';

/** An administrator sees public types unless asked for private ones, or with `None`, here null, for both (spec 5.1). */
export const isPublicAsked = (query: QueryString, context: RequestContext): boolean | null => {
  const word = query.get('is_public');
  if (!context.is_admin || word === undefined) return true;
  if (word.toLowerCase() === 'none') return null;
  const value = queryBoolean(word.trim());
  if (value === undefined) throw badRequest(`Invalid is_public filter [${word}]`);
  return value;
};
