import { uuid, uuidOrNull } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const action = (name: string, schema: Schema): readonly SchemaSince[] => [
  { since: '3.0', schema: envelope(name, schema) },
];

export const attachVolume = action('os-attach', {
  type: 'object',
  properties: {
    instance_uuid: uuid,
    mountpoint: { type: 'string', minLength: 1, maxLength: 255 },
    host_name: { type: 'string', maxLength: 255 },
    mode: { type: 'string', enum: ['rw', 'ro'] },
  },
  required: ['mountpoint'],
  anyOf: [{ required: ['instance_uuid'] }, { required: ['host_name'] }],
  additionalProperties: false,
});

export const detachVolume = action('os-detach', {
  type: ['object', 'null'],
  properties: { attachment_id: uuidOrNull },
  additionalProperties: false,
});

export const forceDetachVolume = action('os-force_detach', {
  type: 'object',
  properties: {
    connector: { type: ['string', 'object', 'null'] },
    attachment_id: { type: ['string', 'null'] },
  },
  additionalProperties: false,
});

/** Cinder's schema takes a text too, and then fails on it with a 500. */
export const initializeConnection = action('os-initialize_connection', {
  type: 'object',
  properties: { connector: { type: 'object' } },
  required: ['connector'],
  additionalProperties: false,
});

export const terminateConnection = action('os-terminate_connection', {
  type: 'object',
  properties: { connector: { type: ['string', 'object', 'null'] } },
  required: ['connector'],
  additionalProperties: false,
});
