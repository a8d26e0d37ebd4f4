import { queryBoolean } from '../http/body/boolean-words.js';
import { invalidParameterValue } from '../http/faults/http-fault.js';
import type { ListRules } from '../http/lists/list-request.js';
import { resourceFilters } from '../http/lists/resource-filters.js';

/** spec/backups-api.md 4 */
export const backupRules: ListRules = {
  resource: 'backup',
  form: () => 'text',
  fixedBelow331: () => resourceFilters.backup,
  since: {},
  nameSortSince: '3.37',
  allTenants: (query) => {
    const word = query.get('all_tenants') ?? '0';
    const value = queryBoolean(word);
    if (value === undefined) throw invalidParameterValue(`all_tenants must be a boolean, got '${word}'.`);
    return value;
  },
};
