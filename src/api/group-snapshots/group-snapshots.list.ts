import type { ListQuery, ListScope } from '../../projections/listing/list-query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { listRequest, type ListRules } from '../http/lists/list-request.js';
import { limitOf } from '../http/lists/paging.js';
import type { QueryString } from '../http/lists/query-string.js';

const rules: ListRules = {
  resource: 'group_snapshot',
  form: () => 'text',
  fixedBelow331: () => ['name', 'status', 'group_id'],
  since: {},
  nameSortSince: '3.29',
  // The key alone counts.
  allTenants: (query) => query.has('all_tenants'),
};

export interface GroupSnapshotListRequest {
  readonly scope: ListScope;
  readonly query: ListQuery;
  /** What the next link goes by. */
  readonly limit: number;
}

/** Below 3.29 the list is that of the caller's project, whole: nothing of the query is looked at but for the next link. */
export const groupSnapshotListRequest = (
  query: QueryString,
  context: RequestContext,
): GroupSnapshotListRequest => {
  const limit = limitOf(query);
  if (context.microversion.atLeast('3.29')) return { ...listRequest(query, context, rules), limit };
  const whole = { limit: null, marker: null, offset: 0, sort: [], filters: [], withCount: false };
  return { scope: context.project_id, query: whole, limit };
};
