import type { SortKey } from '../../../projections/listing/list-query.js';
import { badRequest, invalidInput } from '../faults/http-fault.js';
import type { QueryString } from './query-string.js';

const maxOffset = 2147483647;

/** What Python's `int()` takes. */
const integer = (text: string): number | null =>
  /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : null;

/** What was asked for, and `osapi_max_limit` at most. */
export const limitOf = (query: QueryString): number => {
  const { maxLimit } = query;
  const text = query.get('limit');
  if (text === undefined) return maxLimit;
  const limit = integer(text);
  if (limit === null) throw badRequest('limit param must be an integer');
  if (limit < 0) throw badRequest('limit param must be positive');
  return Math.min(limit, maxLimit);
};

export const offsetOf = (query: QueryString): number => {
  const text = query.get('offset');
  if (text === undefined) return 0;
  const offset = integer(text);
  if (offset === null) throw badRequest('offset must be an integer');
  if (offset < 0) throw badRequest('offset must be >= 0');
  if (offset > maxOffset) throw badRequest(`offset must be <= ${maxOffset}`);
  return offset;
};

const splitSort = (text: string): { key: string; dir: string }[] =>
  text
    .trim()
    .split(',')
    .map((part) => {
      const colon = part.indexOf(':');
      const [key, dir] = colon === -1 ? [part, ''] : [part.slice(0, colon), part.slice(colon + 1)];
      return { key: key.trim(), dir: dir === '' ? 'desc' : dir.trim() };
    });

const asked = (query: QueryString): { key: string; dir: string }[] => {
  const sort = query.get('sort');
  if (sort === undefined) {
    return [
      {
        key: (query.get('sort_key') ?? 'created_at').trim(),
        dir: (query.get('sort_dir') ?? 'desc').trim(),
      },
    ];
  }
  if (query.has('sort_key') || query.has('sort_dir')) {
    throw badRequest(
      "The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with the 'sort' parameter.",
    );
  }
  return splitSort(sort);
};

const direction = (dir: string): SortKey['dir'] => {
  if (dir === 'asc' || dir === 'desc') return dir;
  throw invalidInput("Unknown sort direction, must be 'desc' or 'asc'.");
};

/** The order asked for, or created_at, newest first; the read model makes it total (spec 1.10). */
export const sortOf = (query: QueryString): readonly SortKey[] =>
  asked(query).map(({ key, dir }) => ({ key, dir: direction(dir) }));
