import type { QuotaEvent } from '../../domain/quota/quota.events.js';
import { quotaAggregate, type QuotaState } from '../../domain/quota/quota.state.js';
import type { Table } from '../store/table.js';

/** One row per project. */
export const quotasTable: Table<QuotaState, QuotaEvent> = {
  name: 'quotas',
  aggregate: quotaAggregate,
  columns: {},
  indexes: {},
  nextStep: () => null,
  claims: ({ reservations }) =>
    Object.values(reservations).map(({ operation, operation_id }) => ({
      operation,
      operation_id,
      membership: false,
    })),
};
