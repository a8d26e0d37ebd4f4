import { nextRestoreStep } from '../../domain/process/next-step.js';
import type { RestoreEvent } from '../../domain/restore/restore.events.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type Table } from '../store/table.js';

export const restoresTable: Table<RestoreState, RestoreEvent> = {
  name: 'restores',
  aggregate: restoreAggregate,
  columns: { backup_id: column.required('text'), created_at: column.required('time') },
  indexes: { unfinished: unfinishedIndex, of_backup: '(backup_id, created_at, id)' },
  nextStep: nextRestoreStep,
  claims: () => [],
};
