import type { ListRules } from '../http/lists/list-request.js';
import { extensionFilters } from '../http/lists/resource-filters.js';

export const backupScheduleRules: ListRules = {
  resource: 'backup_schedule',
  form: (column) => (column === 'enabled' ? 'strictBoolean' : 'text'),
  fixedBelow331: () => extensionFilters.backup_schedule,
  since: {},
  nameSortSince: '3.0',
  allTenants: (query) => query.has('all_tenants') && query.boolean('all_tenants'),
};
