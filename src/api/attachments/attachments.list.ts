import type { ListRules } from '../http/lists/list-request.js';
import { resourceFilters } from '../http/lists/resource-filters.js';

/** spec/api-core.md 4.1 */
export const attachmentRules: ListRules = {
  resource: 'attachment',
  form: () => 'text',
  fixedBelow331: () => resourceFilters.attachment,
  since: {},
  nameSortSince: '3.0',
  // Whatever it says, that it is there counts.
  allTenants: (query) => query.has('all_tenants'),
};
