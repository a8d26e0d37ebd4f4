import type { AttachmentEvent } from '../../domain/attachment/attachment.events.js';
import { attachmentAggregate, type AttachmentState } from '../../domain/attachment/attachment.state.js';
import { nextAttachmentStep } from '../../domain/process/next-step.js';
import { column } from '../store/column.js';
import { unfinishedIndex, type Table } from '../store/table.js';

export const attachmentsTable: Table<AttachmentState, AttachmentEvent> = {
  name: 'attachments',
  aggregate: attachmentAggregate,
  columns: {
    project_id: column.required('text'),
    volume_id: column.required('text'),
    instance_uuid: column.optional('text'),
    attached_host: column.optional('text'),
    mountpoint: column.optional('text'),
    attach_mode: column.optional('text'),
    attach_status: column.required('text'),
    attach_time: column.optional('time'),
    created_at: column.required('time'),
    updated_at: column.optional('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    of_volume: '(volume_id, created_at, id) WHERE deleted_at IS NULL',
    of_instance: '(instance_uuid, created_at, id) WHERE deleted_at IS NULL',
    unfinished: unfinishedIndex,
  },
  nextStep: (attachment) => (attachment.deleted_at === null ? nextAttachmentStep(attachment) : null),
  claims: () => [],
};
