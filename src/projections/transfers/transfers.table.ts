import { nextTransferStep } from '../../domain/process/next-step.js';
import type { TransferEvent } from '../../domain/transfer/transfer.events.js';
import { transferAggregate, type TransferState } from '../../domain/transfer/transfer.state.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type Table } from '../store/table.js';

export const transfersTable: Table<TransferState, TransferEvent> = {
  name: 'transfers',
  aggregate: transferAggregate,
  columns: {
    project_id: column.required('text'),
    volume_id: column.required('text'),
    display_name: column.optional('text'),
    no_snapshots: column.required('flag'),
    accepted: column.required('flag'),
    created_at: column.required('time'),
    updated_at: column.optional('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    unfinished: unfinishedIndex,
  },
  nextStep: (transfer) => (transfer.deleted_at === null ? nextTransferStep(transfer) : null),
  claims: () => [],
};
