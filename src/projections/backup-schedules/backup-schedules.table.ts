import type { BackupScheduleEvent } from '../../domain/backup-schedule/backup-schedule.events.js';
import {
  backupScheduleAggregate,
  type BackupScheduleState,
} from '../../domain/backup-schedule/backup-schedule.state.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type Table } from '../store/table.js';

const nextStep = ({ run, to_prune, to_remove }: BackupScheduleState): string | null => {
  if (run !== null) return 'run';
  if (to_prune.length > 0) return 'prune';
  return to_remove.length > 0 ? 'remove' : null;
};

export const backupSchedulesTable: Table<BackupScheduleState, BackupScheduleEvent> = {
  name: 'backup_schedules',
  aggregate: backupScheduleAggregate,
  columns: {
    project_id: column.required('text'),
    user_id: column.required('text'),
    display_name: column.optional('text'),
    display_description: column.optional('text'),
    enabled: column.required('flag'),
    next_run_at: column.optional('time'),
    created_at: column.required('time'),
    updated_at: column.optional('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    due: '(next_run_at) WHERE next_run_at IS NOT NULL',
    unfinished: unfinishedIndex,
  },
  nextStep,
  claims: () => [],
};
