import type { ListResult } from '../../projections/listing/list-query.js';
import { isGranted, seesType } from '../../domain/type-catalogue/find-type.js';
import type { TypeCatalogue, VolumeType } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { RequestContext } from '../http/identity/request-context.js';
import { isPublicAsked } from '../http/lists/is-public.js';
import { listInMemory } from '../http/lists/list-in-memory.js';
import type { ListRequest, ListRules } from '../http/lists/list-request.js';
import type { QueryString } from '../http/lists/query-string.js';
import { extraSpecsView } from './types.view.js';

export const typeRules: ListRules = {
  resource: 'volume_type',
  form: (key) => (key === 'extra_specs' ? 'pairs' : 'text'),
  nameSortSince: '3.0',
  fixedBelow331: () => ['is_public'],
  since: { extra_specs: '3.52' },
  allTenants: () => false,
};

const columns = {
  id: ({ id }: VolumeType) => id,
  display_name: ({ name }: VolumeType) => name,
  display_description: ({ description }: VolumeType) => description,
  description: ({ description }: VolumeType) => description,
  is_public: ({ is_public }: VolumeType) => is_public,
  qos_specs_id: ({ qos_specs_id }: VolumeType) => qos_specs_id,
  created_at: ({ created_at }: VolumeType) => created_at,
  updated_at: ({ updated_at }: VolumeType) => updated_at,
};

/** The types that the question is about: with the public ones come those that the project was let in to. */
const asked = (isPublic: boolean | null, context: RequestContext) => (type: VolumeType) =>
  seesType(type, context) &&
  (isPublic === null || type.is_public === isPublic || (isPublic && isGranted(type, context)));

/** Zones are a list in one text, so part of it is enough; what the caller does not see matches nothing. */
const hasSpecs =
  (context: RequestContext) =>
  (type: VolumeType, entries: Readonly<Record<string, unknown>>): boolean => {
    const seen = extraSpecsView(type.extra_specs, context);
    return Object.entries(entries).every(([key, wanted]) => {
      const value = Object.hasOwn(seen, key) ? seen[key] : undefined;
      if (key === 'RESKEY:availability_zones') return value?.includes(String(wanted)) === true;
      return value !== undefined && value === wanted;
    });
  };

export const typePage = (
  { types }: TypeCatalogue,
  { query: list }: ListRequest,
  query: QueryString,
  context: RequestContext,
): ListResult<VolumeType> => {
  const rows = Object.values(types).filter(asked(isPublicAsked(query, context), context));
  // is_public is read apart: it knows a third word.
  const filters = list.filters.filter(({ key }) => key !== 'is_public');
  return listInMemory({ rows, columns, hasPairs: hasSpecs(context) }, { ...list, filters });
};
