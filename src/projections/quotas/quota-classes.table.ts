import type { QuotaClassEvent } from '../../domain/quota-class/quota-class.events.js';
import { quotaClassAggregate, type QuotaClassState } from '../../domain/quota-class/quota-class.state.js';
import type { Table } from '../store/table.js';

/** One row per class that was given limits. */
export const quotaClassesTable: Table<QuotaClassState, QuotaClassEvent> = {
  name: 'quota_classes',
  aggregate: quotaClassAggregate,
  columns: {},
  indexes: {},
  nextStep: () => null,
  claims: () => [],
};
