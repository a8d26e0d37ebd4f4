import type { MessageEvent } from '../../domain/message/message.events.js';
import { messageAggregate, type MessageState } from '../../domain/message/message.state.js';
import { column } from '../store/column.js';
import type { Table } from '../store/table.js';

export const messagesTable: Table<MessageState, MessageEvent> = {
  name: 'messages',
  aggregate: messageAggregate,
  columns: {
    project_id: column.required('text'),
    event_id: column.required('text'),
    action_id: column.required('text'),
    detail_id: column.required('text'),
    resource_type: column.required('text'),
    resource_uuid: column.required('text'),
    message_level: column.required('text'),
    request_id: column.optional('text'),
    created_at: column.required('time'),
    expires_at: column.required('time'),
    deleted_at: column.optional('time'),
  },
  indexes: {
    of_project: '(project_id, created_at, id) WHERE deleted_at IS NULL',
    of_all: '(created_at, id) WHERE deleted_at IS NULL',
    of_resource: '(resource_uuid, project_id) WHERE deleted_at IS NULL',
  },
  nextStep: () => null,
  claims: () => [],
};
