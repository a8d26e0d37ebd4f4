import { nextSnapshotStep } from '../../domain/process/next-step.js';
import type { SnapshotEvent } from '../../domain/snapshot/snapshot.events.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type Table } from '../store/table.js';

export const snapshotsTable: Table<SnapshotState, SnapshotEvent> = {
  name: 'snapshots',
  aggregate: snapshotAggregate,
  columns: {
    project_id: column.required('text'),
    user_id: column.required('text'),
    volume_id: column.required('text'),
    status: column.required('text'),
    progress: column.required('text'),
    volume_size: column.required('integer', `state ->> '$.size'`),
    display_name: column.optional('text'),
    display_description: column.optional('text'),
    volume_type_id: column.required('text'),
    availability_zone: column.required('text'),
    group_snapshot_id: column.optional('text'),
    use_quota: column.required('flag'),
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
    unfinished: unfinishedIndex,
  },
  nextStep: (snapshot) => (snapshot.deleted_at === null ? nextSnapshotStep(snapshot) : null),
  claims: ({ deleted_at, lock }) =>
    deleted_at !== null || lock === null ? [] : [{ ...lock, membership: false }],
};
