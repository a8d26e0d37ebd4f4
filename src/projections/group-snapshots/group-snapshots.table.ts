import type { GroupSnapshotEvent } from '../../domain/group-snapshot/group-snapshot.events.js';
import {
  groupSnapshotAggregate,
  type GroupSnapshotState,
} from '../../domain/group-snapshot/group-snapshot.state.js';
import { nextGroupSnapshotStep } from '../../domain/process/next-step.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type Table } from '../store/table.js';

export const groupSnapshotsTable: Table<GroupSnapshotState, GroupSnapshotEvent> = {
  name: 'group_snapshots',
  aggregate: groupSnapshotAggregate,
  columns: {
    project_id: column.required('text'),
    user_id: column.required('text'),
    group_id: column.required('text'),
    group_type_id: column.required('text'),
    status: column.required('text'),
    name: column.optional('text'),
    description: column.optional('text'),
    created_at: column.required('time'),
    updated_at: column.optional('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    of_group: '(group_id, created_at, id) WHERE deleted_at IS NULL',
    unfinished: unfinishedIndex,
  },
  nextStep: (groupSnapshot) =>
    groupSnapshot.deleted_at === null ? nextGroupSnapshotStep(groupSnapshot) : null,
  claims: ({ deleted_at, source_of }) =>
    deleted_at === null
      ? source_of.map((operation_id) => ({ operation: 'group', operation_id, membership: false }))
      : [],
};
