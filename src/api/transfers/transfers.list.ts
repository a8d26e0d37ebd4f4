import { filterOf } from '../http/lists/filters.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { limitOf, offsetOf, sortOf } from '../http/lists/paging.js';
import type { QueryString } from '../http/lists/query-string.js';
import type { RequestContext } from '../http/identity/request-context.js';

const paging = new Set(['limit', 'marker', 'offset', 'sort', 'sort_key', 'sort_dir', 'all_tenants']);
const column = (name: string): string => (name === 'name' ? 'display_name' : name);

/**
 * No allow-list of filters counts here. Below 3.59 lists are sorted one way, the oldest first, and know no marker; from then on
 * they are as other lists (spec 5.7).
 */
export const transferListRequest = (query: QueryString, context: RequestContext): ListRequest => {
  const { microversion } = context;
  const allTenants = context.is_admin && query.has('all_tenants');
  const page = { limit: limitOf(query), offset: offsetOf(query), withCount: false };
  const scope = allTenants ? null : context.project_id;
  if (!microversion.atLeast('3.59')) {
    const sort = [
      { key: 'created_at', dir: 'asc' },
      { key: 'id', dir: 'asc' },
    ] as const;
    return { scope, query: { ...page, marker: null, sort, filters: [] } };
  }
  const names = query.keys().filter((key) => !paging.has(key));
  const found = names.map((name) =>
    filterOf({ key: column(name), name, text: query.get(name) ?? '' }, 'text', microversion),
  );
  const filters = found.filter((filter) => filter !== null);
  const sort = sortOf(query).map(({ key, dir }) => ({ key: column(key), dir }));
  const marker = query.get('marker') ?? null;
  return { scope, query: { ...page, marker, sort, filters, empty: filters.length < found.length } };
};
