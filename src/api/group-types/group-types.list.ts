import { seesGroupType } from '../../domain/group-types/find-group-type.js';
import type { GroupType, GroupTypeCatalogue } from '../../domain/group-types/group-types.state.js';
import type { ListQuery, ListResult } from '../../projections/listing/list-query.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { isPublicAsked } from '../http/lists/is-public.js';
import { listInMemory } from '../http/lists/list-in-memory.js';
import { limitOf, offsetOf, sortOf } from '../http/lists/paging.js';
import type { QueryString } from '../http/lists/query-string.js';

const columns = {
  id: ({ id }: GroupType) => id,
  name: ({ name }: GroupType) => name,
  description: ({ description }: GroupType) => description,
  is_public: ({ is_public }: GroupType) => is_public,
  created_at: ({ created_at }: GroupType) => created_at,
  updated_at: ({ updated_at }: GroupType) => updated_at,
};

/** There is no filter but `is_public`; what else the query names is no reason for a refusal. */
const listQuery = (query: QueryString): ListQuery & { readonly limit: number } => ({
  limit: limitOf(query),
  marker: query.get('marker') ?? null,
  offset: offsetOf(query),
  sort: sortOf(query),
  filters: [],
  withCount: false,
});

export interface GroupTypePage {
  readonly found: ListResult<GroupType>;
  readonly limit: number;
}

export const groupTypePage = (
  { group_types }: GroupTypeCatalogue,
  query: QueryString,
  context: RequestContext,
): GroupTypePage => {
  const list = listQuery(query);
  const isPublic = isPublicAsked(query, context);
  const rows = Object.values(group_types).filter(
    (type) => seesGroupType(type, context) && (isPublic === null || type.is_public === isPublic),
  );
  return { found: listInMemory({ rows, columns }, list), limit: list.limit };
};
