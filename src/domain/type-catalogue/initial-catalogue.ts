import type { TypeEventData } from './type-catalogue.events.js';
import { evolveTypeCatalogue, type TypeCatalogue } from './type-catalogue.state.js';

/** The default type, which is there before anybody has touched the catalogue. */
export const firstType = (type_id: string, name: string): TypeEventData<'VolumeTypeCreated'> => ({
  type_id,
  name,
  description: 'Default Volume Type',
  is_public: true,
  extra_specs: {},
  quota_name: name,
});

/** Older than any type that was ever made: in lists it comes last. */
const always = '1970-01-01T00:00:00.000000';

/** What there is while there is no stream; the first change records it. */
export const initialCatalogue = (type_id: string, name: string): TypeCatalogue =>
  evolveTypeCatalogue(null, { type: 'VolumeTypeCreated', data: firstType(type_id, name), at: always });
