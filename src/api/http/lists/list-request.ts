import type { ListFilter, ListQuery, ListScope } from '../../../projections/listing/list-query.js';
import { invalidInput } from '../faults/http-fault.js';
import type { RequestContext } from '../identity/request-context.js';
import { allowedFilters, type FilterPermissions } from './allowed-filters.js';
import { filterOf, type FilterForm } from './filters.js';
import { limitOf, offsetOf, sortOf } from './paging.js';
import type { QueryString } from './query-string.js';

/** A request for a list: whose rows, and which. */
export interface ListRequest {
  readonly scope: ListScope;
  readonly query: ListQuery & { readonly limit: number };
}

/** What the lists of one resource understand, beyond what their columns say. */
export interface ListRules extends FilterPermissions {
  /** The form of a filter's value, by its column. */
  form(column: string): FilterForm;
  /** The version from which `name` is a sort key; `display_name` always is. */
  readonly nameSortSince: string;
  /** Leaves out what backups made for themselves, unless an administrator asks, or the caller by `consumes_quota`. */
  readonly hidesTemporaries?: true;
  /** Reads `all_tenants`, of administrators only; throws on a word that is neither yes nor no where Cinder does. */
  allTenants(query: QueryString): boolean;
}

const paging = new Set(['limit', 'marker', 'offset', 'sort', 'sort_key', 'sort_dir']);

/** Names that clients use for a column of another name (spec 1.10). */
const columns = new Map([
  ['name', 'display_name'],
  ['consumes_quota', 'use_quota'],
  ['instance_id', 'instance_uuid'],
]);
const columnOf = (name: string): string => columns.get(name) ?? name;

const filterFor = (
  name: string,
  text: string,
  { microversion }: RequestContext,
  rules: ListRules,
): ListFilter | null => {
  if (name.endsWith('~') && microversion.atLeast('3.34')) {
    const part = name.slice(0, -1);
    return { kind: 'contains', key: part === 'description' ? 'display_description' : columnOf(part), text };
  }
  const key = columnOf(name);
  return filterOf({ key, name, text }, rules.form(key), microversion);
};

const hidden = (
  asked: readonly ListFilter[],
  context: RequestContext,
  rules: ListRules,
): readonly ListFilter[] =>
  rules.hidesTemporaries !== true || context.is_admin || asked.some(({ key }) => key === 'use_quota')
    ? []
    : [{ kind: 'equals', key: 'use_quota', value: true }];

/** Everything of spec 1.10 that can be said without the rows. */
export const listRequest = (query: QueryString, context: RequestContext, rules: ListRules): ListRequest => {
  const { microversion } = context;
  const limit = limitOf(query);
  const offset = offsetOf(query);
  const sort = sortOf(query);
  if (sort.some(({ key }) => key === 'name') && !microversion.atLeast(rules.nameSortSince)) {
    throw invalidInput('Invalid sort key');
  }
  const counts = microversion.atLeast('3.45') && query.has('with_count');
  const withCount = counts && query.boolean('with_count');
  const names = query.keys().filter((key) => !paging.has(key) && !(counts && key === 'with_count'));
  const found = allowedFilters(names, context, rules)
    .filter((name) => name !== 'all_tenants')
    .map((name) => filterFor(name, query.get(name) ?? '', context, rules));
  const asked = found.filter((filter) => filter !== null);
  const empty = asked.length < found.length;
  const filters = [...asked, ...hidden(asked, context, rules)];
  const allTenants = context.is_admin && rules.allTenants(query);
  return {
    scope: allTenants ? null : context.project_id,
    query: {
      limit,
      marker: query.get('marker') ?? null,
      offset,
      sort: sort.map(({ key, dir }) => ({ key: columnOf(key), dir })),
      filters,
      empty,
      withCount,
    },
  };
};
