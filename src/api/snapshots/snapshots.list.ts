import type { FilterForm } from '../http/lists/filters.js';
import type { ListRules } from '../http/lists/list-request.js';
import { queryBoolean } from '../http/body/boolean-words.js';

const forms: Readonly<Record<string, FilterForm>> = { metadata: 'pairs', use_quota: 'strictBoolean' };

/** spec 1.10 and 3.3 */
export const snapshotRules: ListRules = {
  resource: 'snapshot',
  hidesTemporaries: true,
  form: (column) => (Object.hasOwn(forms, column) ? (forms[column] ?? 'text') : 'text'),
  fixedBelow331: () => ['status', 'volume_id', 'name', 'metadata'],
  since: { metadata: '3.22', use_quota: '3.65' },
  nameSortSince: '3.30',
  // A word that is neither yes nor no counts as no here.
  allTenants: (query) => queryBoolean(query.get('all_tenants') ?? '') === true,
};
