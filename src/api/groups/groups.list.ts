import type { ListFilter } from '../../projections/listing/list-query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { allowedFilters } from '../http/lists/allowed-filters.js';
import type { ListRequest } from '../http/lists/list-request.js';
import { limitOf, offsetOf, sortOf } from '../http/lists/paging.js';
import type { QueryString } from '../http/lists/query-string.js';

const notFilters = new Set([
  'limit',
  'marker',
  'offset',
  'sort',
  'sort_key',
  'sort_dir',
  'all_tenants',
  'list_volume',
]);

/** Columns of Cinder's groups. Below 3.31 anybody may filter by any of them. */
const columns = [
  'id',
  'user_id',
  'project_id',
  'cluster_name',
  'host',
  'availability_zone',
  'name',
  'description',
  'status',
  'group_type_id',
  'group_snapshot_id',
  'source_group_id',
  'replication_status',
  'created_at',
  'updated_at',
];

const filterOf = (name: string, text: string, { microversion }: RequestContext): ListFilter =>
  name.endsWith('~') && microversion.atLeast('3.34')
    ? { kind: 'contains', key: name.slice(0, -1), text }
    : { kind: 'equals', key: name, value: text };

/** Names are columns as they are: groups, unlike volumes, have no `display_name`. */
export const groupListRequest = (query: QueryString, context: RequestContext): ListRequest => {
  const page = { limit: limitOf(query), offset: offsetOf(query), sort: sortOf(query), withCount: false };
  const names = query.keys().filter((key) => !notFilters.has(key));
  const allowed = allowedFilters(names, context, {
    resource: 'group',
    fixedBelow331: () => columns,
    since: {},
  });
  const filters = allowed.map((name) => filterOf(name, query.get(name) ?? '', context));
  const scope = context.is_admin && query.has('all_tenants') ? null : context.project_id;
  return { scope, query: { ...page, marker: query.get('marker') ?? null, filters } };
};
