import type { GroupEvent } from '../../domain/group/group.events.js';
import { groupAggregate, type GroupState } from '../../domain/group/group.state.js';
import { nextGroupStep } from '../../domain/process/next-step.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type ClaimOfState, type Table } from '../store/table.js';

const member = (operation: 'volume' | 'groupSnapshot', operation_id: string): ClaimOfState => ({
  operation,
  operation_id,
  membership: true,
});

/** The volumes that a group is made with are its own to record, however long that takes: they are no claims meanwhile. */
const claims = ({
  deleted_at,
  making,
  source,
  volume_ids,
  group_snapshot_ids,
}: GroupState): readonly ClaimOfState[] =>
  deleted_at !== null || (making && source !== null)
    ? []
    : [
        ...volume_ids.map((operation_id) => member('volume', operation_id)),
        ...group_snapshot_ids.map((operation_id) => member('groupSnapshot', operation_id)),
      ];

export const groupsTable: Table<GroupState, GroupEvent> = {
  name: 'groups',
  aggregate: groupAggregate,
  columns: {
    project_id: column.required('text'),
    user_id: column.required('text'),
    status: column.required('text'),
    name: column.optional('text'),
    description: column.optional('text'),
    group_type_id: column.required('text'),
    availability_zone: column.required('text'),
    host: column.optional('host'),
    source_group_id: column.optional(
      'text',
      `iif(state ->> '$.source.kind' = 'group', state ->> '$.source.id', NULL)`,
    ),
    group_snapshot_id: column.optional(
      'text',
      `iif(state ->> '$.source.kind' = 'groupSnapshot', state ->> '$.source.id', NULL)`,
    ),
    created_at: column.required('time'),
    updated_at: column.optional('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    by_type: '(group_type_id) WHERE deleted_at IS NULL',
    unfinished: unfinishedIndex,
  },
  nextStep: (group) => (group.deleted_at === null ? nextGroupStep(group) : null),
  claims,
};
