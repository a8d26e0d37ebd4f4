import type { ListRules } from '../http/lists/list-request.js';
import { resourceFilters } from '../http/lists/resource-filters.js';

/** An administrator too sees the messages of one project only (spec/api-core.md 5.6). */
export const messageRules: ListRules = {
  resource: 'message',
  form: () => 'text',
  fixedBelow331: () => resourceFilters.message,
  since: {},
  nameSortSince: '3.5',
  allTenants: () => false,
};
