import { uuid } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const creation = (more: Readonly<Record<string, Schema>>): Schema =>
  envelope('attachment', {
    type: 'object',
    properties: {
      instance_uuid: uuid,
      connector: { type: ['object', 'null'] },
      volume_uuid: uuid,
      ...more,
    },
    required: ['volume_uuid'],
    additionalProperties: false,
  });

export const createAttachment: readonly SchemaSince[] = [
  { since: '3.27', schema: creation({}) },
  { since: '3.54', schema: creation({ mode: { type: 'string', enum: ['rw', 'ro'] } }) },
];

export const updateAttachment: readonly SchemaSince[] = [
  {
    since: '3.27',
    schema: envelope('attachment', {
      type: 'object',
      properties: { connector: { type: 'object', minProperties: 1 } },
      required: ['connector'],
      additionalProperties: false,
    }),
  },
];
