import type { QosSpecs, TypeCatalogue } from '../../domain/type-catalogue/type-catalogue.state.js';
import type { ListResult } from '../../projections/listing/list-query.js';
import { listInMemory } from '../http/lists/list-in-memory.js';
import type { ListRequest, ListRules } from '../http/lists/list-request.js';

/** For administrators only, whom no list of filters binds. */
export const qosRules: ListRules = {
  resource: 'volume_type',
  form: () => 'text',
  nameSortSince: '3.0',
  fixedBelow331: () => ['id', 'name', 'consumer'],
  since: {},
  allTenants: () => false,
};

const columns = {
  id: ({ id }: QosSpecs) => id,
  display_name: ({ name }: QosSpecs) => name,
  consumer: ({ consumer }: QosSpecs) => consumer,
  created_at: ({ created_at }: QosSpecs) => created_at,
  updated_at: ({ updated_at }: QosSpecs) => updated_at,
};

export const qosPage = ({ qos_specs }: TypeCatalogue, { query }: ListRequest): ListResult<QosSpecs> =>
  listInMemory({ rows: Object.values(qos_specs), columns }, query);
