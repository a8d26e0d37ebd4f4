import { nextVolumeStep } from '../../domain/process/next-step.js';
import type { VolumeEvent } from '../../domain/volume/volume.events.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type ClaimOfState, type Table } from '../store/table.js';

const claims = ({
  deleted_at,
  lock,
  snapshot_ids,
  attachments,
  transfer_id,
}: VolumeState): readonly ClaimOfState[] => {
  if (deleted_at !== null) return [];
  const member = (operation: 'snapshot' | 'attachment' | 'transfer', operation_id: string): ClaimOfState => ({
    operation,
    operation_id,
    membership: true,
  });
  const members = [
    ...snapshot_ids.map((id) => member('snapshot', id)),
    ...attachments.map(({ id }) => member('attachment', id)),
    ...(transfer_id === null ? [] : [member('transfer', transfer_id)]),
  ];
  return lock === null ? members : [...members, { ...lock, membership: false }];
};

export const volumesTable: Table<VolumeState, VolumeEvent> = {
  name: 'volumes',
  aggregate: volumeAggregate,
  columns: {
    project_id: column.required('text'),
    user_id: column.required('text'),
    group_id: column.optional('text'),
    status: column.required('text'),
    previous_status: column.optional('text'),
    attach_status: column.required('text'),
    migration_status: column.optional('text'),
    size: column.required('integer'),
    display_name: column.optional('text'),
    display_description: column.optional('text'),
    volume_type_id: column.required('text'),
    availability_zone: column.required('text'),
    host: column.optional('host'),
    bootable: column.required('flag'),
    use_quota: column.required('flag'),
    snapshot_id: column.optional(
      'text',
      `iif(state ->> '$.source' = 'snapshot', state ->> '$.source_id', NULL)`,
    ),
    source_volid: column.optional(
      'text',
      `iif(state ->> '$.source' = 'volume', state ->> '$.source_id', NULL)`,
    ),
    created_at: column.required('time'),
    updated_at: column.optional('time'),
    launched_at: column.optional('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_project_by_status: '(project_id, status, created_at, id) WHERE deleted_at IS NULL',
    of_project_by_name: `(project_id, coalesce(display_name, ''), created_at, id) WHERE deleted_at IS NULL`,
    by_status: '(status, created_at, id) WHERE deleted_at IS NULL',
    by_name: '(display_name, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    of_group: '(group_id) WHERE deleted_at IS NULL AND group_id IS NOT NULL',
    by_type: '(volume_type_id) WHERE deleted_at IS NULL',
    of_project_by_size: '(project_id, size, created_at, id) WHERE deleted_at IS NULL',
    unfinished: unfinishedIndex,
  },
  nextStep: (volume) => (volume.deleted_at === null ? nextVolumeStep(volume) : null),
  claims,
};
