import { boolish, description, text255OrNull, uuid } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const since = (version: string, schema: Schema): readonly SchemaSince[] => [{ since: version, schema }];

export const createGroup = since(
  '3.13',
  envelope('group', {
    type: 'object',
    properties: {
      description,
      group_type: { type: 'string', format: 'group_type' },
      name: text255OrNull,
      volume_types: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', maxLength: 255 },
        uniqueItems: true,
      },
      availability_zone: { type: ['string', 'null'], format: 'availability_zone' },
    },
    required: ['group_type', 'volume_types'],
    additionalProperties: false,
  }),
);

export const createGroupFrom = since(
  '3.14',
  envelope('create-from-src', {
    type: 'object',
    properties: { description, name: text255OrNull, source_group_id: uuid, group_snapshot_id: uuid },
    oneOf: [{ required: ['group_snapshot_id'] }, { required: ['source_group_id'] }],
    additionalProperties: false,
  }),
);

const updates = { description, name: text255OrNull, add_volumes: description, remove_volumes: description };

export const updateGroup = since(
  '3.13',
  envelope('group', {
    type: 'object',
    properties: updates,
    anyOf: ['name', 'description', 'add_volumes', 'remove_volumes'].map((member) => ({
      required: [member],
    })),
    additionalProperties: false,
  }),
);

export const deleteGroup = since(
  '3.13',
  envelope('delete', {
    type: 'object',
    properties: { 'delete-volumes': boolish },
    additionalProperties: false,
  }),
);

export const resetGroupStatus = since(
  '3.20',
  envelope('reset_status', {
    type: 'object',
    properties: { status: { type: 'string', format: 'group_status' } },
    required: ['status'],
    additionalProperties: false,
  }),
);

const empty = (name: string): readonly SchemaSince[] => since('3.38', envelope(name, { type: 'object' }));

export const enableReplication = empty('enable_replication');
export const disableReplication = empty('disable_replication');
export const listReplicationTargets = empty('list_replication_targets');
export const failoverReplication = since(
  '3.38',
  envelope('failover_replication', {
    type: 'object',
    properties: { allow_attached_volume: boolish, secondary_backend_id: text255OrNull },
    additionalProperties: false,
  }),
);
