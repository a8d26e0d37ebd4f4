import { boolish } from '../http/body/parameter-types.js';
import type { Schema, SchemaSince } from '../http/body/schema.js';

const binary: Schema = { type: ['string', 'null'], minLength: 0, maxLength: 255 };

export const setCluster: readonly SchemaSince[] = [
  {
    since: '3.7',
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 255 },
        binary,
        disabled_reason: { type: ['string', 'null'], minLength: 1, maxLength: 255 },
      },
      required: ['name'],
      additionalProperties: false,
    },
  },
];

const textOrNull: Schema = { type: ['string', 'null'], minLength: 0, maxLength: 255 };
const boolishOrNull: Schema = { oneOf: [boolish, { type: 'null' }] };

export const cleanUp: readonly SchemaSince[] = [
  {
    since: '3.24',
    schema: {
      type: 'object',
      properties: {
        cluster_name: textOrNull,
        host: textOrNull,
        binary: { enum: ['cinder-volume', 'cinder-scheduler', null] },
        service_id: { type: ['integer', 'null'], minimum: 0, maximum: 2_147_483_647 },
        disabled: boolishOrNull,
        is_up: boolishOrNull,
        resource_id: { oneOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] },
        resource_type: { enum: ['Volume', 'Snapshot', null] },
      },
      additionalProperties: false,
    },
  },
];
