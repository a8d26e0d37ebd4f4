import { description, text255OrNull, uuid } from '../http/body/parameter-types.js';
import { envelope, type SchemaSince } from '../http/body/schema.js';

export const createGroupSnapshot: readonly SchemaSince[] = [
  {
    since: '3.14',
    schema: envelope('group_snapshot', {
      type: 'object',
      properties: { group_id: uuid, name: text255OrNull, description },
      required: ['group_id'],
      additionalProperties: false,
    }),
  },
];

export const resetGroupSnapshotStatus: readonly SchemaSince[] = [
  {
    since: '3.19',
    schema: envelope('reset_status', {
      type: 'object',
      properties: { status: { type: 'string', format: 'group_snapshot_status' } },
      required: ['status'],
      additionalProperties: false,
    }),
  },
];
