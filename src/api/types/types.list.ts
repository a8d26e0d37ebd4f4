import { queryBoolean } from '../http/body/boolean-words.js';
import type { ListFilter } from '../../projections/listing/list-query.js';
import { badRequest, HttpFault } from '../http/faults/http-fault.js';
import type { RequestContext } from '../http/identity/request-context.js';
import type { ListRequest, ListRules } from '../http/lists/list-request.js';
import type { QueryString } from '../http/lists/query-string.js';
import type { VolumeType } from './volume-type.js';

export const typeRules: ListRules = {
  resource: 'volume_type',
  form: (key) => (key === 'extra_specs' ? 'pairs' : 'text'),
  nameSortSince: '3.0',
  fixedBelow331: () => ['is_public'],
  since: { extra_specs: '3.52' },
  allTenants: () => false,
};

export const volumeTypeNotFound = (id: string): HttpFault =>
  new HttpFault('VolumeTypeNotFound', `Volume type ${id} could not be found.`);

/** An administrator sees public types unless asked for private ones, or with `None` for both (spec 5.1). */
const isPublicAsked = (query: QueryString, context: RequestContext): boolean | null => {
  const word = query.get('is_public');
  if (!context.is_admin || word === undefined) return true;
  if (word.toLowerCase() === 'none') return null;
  const value = queryBoolean(word.trim());
  if (value === undefined) throw badRequest(`Invalid is_public filter [${word}]`);
  return value;
};

const matches = (type: VolumeType, filter: ListFilter): boolean => {
  if (filter.kind === 'metadata') {
    return Object.entries(filter.entries).every(([name, wanted]) => type.extra_specs[name] === wanted);
  }
  if (filter.kind !== 'equals') return false;
  const values: Readonly<Record<string, unknown>> = { ...type, display_name: type.name };
  return values[filter.key] === filter.value;
};

const after = (types: readonly VolumeType[], marker: string | null): readonly VolumeType[] => {
  if (marker === null) return types;
  const at = types.findIndex(({ id }) => id === marker);
  if (at === -1) throw volumeTypeNotFound(marker);
  return types.slice(at + 1);
};

/** The page of a type list; types are few, so they are filtered in memory, in the order of the catalogue. */
export const typePage = (
  types: readonly VolumeType[],
  { query: { filters, empty, marker, offset, limit } }: ListRequest,
  query: QueryString,
  context: RequestContext,
): readonly VolumeType[] => {
  const isPublic = isPublicAsked(query, context);
  // is_public is read apart: it knows a third word.
  const others = filters.filter(({ key }) => key !== 'is_public');
  if (empty) return [];
  const found = types.filter(
    (type) =>
      (isPublic === null || type.is_public === isPublic) && others.every((filter) => matches(type, filter)),
  );
  return after(found, marker).slice(offset, offset + limit);
};
