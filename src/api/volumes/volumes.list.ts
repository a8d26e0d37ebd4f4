import type { FilterForm } from '../http/lists/filters.js';
import type { ListRules } from '../http/lists/list-request.js';
import { resourceFilters } from '../http/lists/resource-filters.js';

const forms: Readonly<Record<string, FilterForm>> = {
  // A quoted name is a name with quotes.
  display_name: 'text',
  metadata: 'pairs',
  bootable: 'boolean',
  multiattach: 'boolean',
  use_quota: 'strictBoolean',
  created_at: 'time',
  updated_at: 'time',
};

/** spec 1.10 and 2.4 */
export const volumeRules: ListRules = {
  resource: 'volume',
  hidesTemporaries: true,
  form: (column) => (Object.hasOwn(forms, column) ? (forms[column] ?? 'literal') : 'literal'),
  fixedBelow331: () => resourceFilters.volume,
  since: {
    glance_metadata: '3.4',
    group_id: '3.10',
    created_at: '3.60',
    updated_at: '3.60',
    use_quota: '3.65',
  },
  nameSortSince: '3.0',
  allTenants: (query) => query.boolean('all_tenants'),
};
