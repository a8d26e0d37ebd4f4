import type { BackupEvent } from '../../domain/backup/backup.events.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { nextBackupStep } from '../../domain/process/next-step.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type ClaimOfState, type Table } from '../store/table.js';

const claims = ({
  deleted_at,
  children,
  active_restores,
  verifying,
}: BackupState): readonly ClaimOfState[] =>
  deleted_at !== null
    ? []
    : [
        ...children.map((operation_id) => ({ operation: 'backup', operation_id, membership: true }) as const),
        ...active_restores.map(
          (operation_id) => ({ operation: 'restore', operation_id, membership: false }) as const,
        ),
        ...(verifying === null
          ? []
          : [{ operation: 'verification', operation_id: verifying, membership: false } as const]),
      ];

export const backupsTable: Table<BackupState, BackupEvent> = {
  name: 'backups',
  aggregate: backupAggregate,
  columns: {
    project_id: column.required('text'),
    user_id: column.required('text'),
    volume_id: column.required('text'),
    snapshot_id: column.optional('text'),
    parent_id: column.optional('text'),
    status: column.required('text'),
    fail_reason: column.optional('text'),
    size: column.required('integer'),
    object_count: column.required('integer'),
    num_dependent_backups: column.required('integer', `json_array_length(state, '$.dependents')`),
    display_name: column.optional('text'),
    display_description: column.optional('text'),
    container: column.optional('text'),
    service: column.optional('text'),
    service_metadata: column.optional('text'),
    host: column.optional('text'),
    availability_zone: column.optional('text'),
    restore_volume_id: column.optional('text'),
    encryption_key_id: column.optional('text'),
    data_timestamp: column.required('time'),
    created_at: column.required('time'),
    updated_at: column.optional('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_project_by_status: '(project_id, status, created_at, id) WHERE deleted_at IS NULL',
    of_project_by_name: `(project_id, coalesce(display_name, ''), created_at, id) WHERE deleted_at IS NULL`,
    by_status: '(status, created_at, id) WHERE deleted_at IS NULL',
    by_name: '(display_name, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    of_volume: '(volume_id, project_id, created_at, id) WHERE deleted_at IS NULL',
    of_parent: '(parent_id, project_id, created_at, id) WHERE deleted_at IS NULL AND parent_id IS NOT NULL',
    of_snapshot:
      '(snapshot_id, project_id, created_at, id) WHERE deleted_at IS NULL AND snapshot_id IS NOT NULL',
    unfinished: unfinishedIndex,
  },
  nextStep: (backup) => (backup.deleted_at === null ? nextBackupStep(backup) : null),
  claims,
};
