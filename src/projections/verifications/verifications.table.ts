import { nextVerificationStep } from '../../domain/process/next-step.js';
import type { VerificationEvent } from '../../domain/verification/verification.events.js';
import {
  verificationAggregate,
  type VerificationState,
} from '../../domain/verification/verification.state.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type Table } from '../store/table.js';

export const verificationsTable: Table<VerificationState, VerificationEvent> = {
  name: 'verifications',
  aggregate: verificationAggregate,
  columns: { backup_id: column.required('text'), created_at: column.required('time') },
  indexes: { unfinished: unfinishedIndex, of_backup: '(backup_id, created_at, id)' },
  nextStep: nextVerificationStep,
  claims: () => [],
};
