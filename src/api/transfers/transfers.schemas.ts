import { boolish, uuid } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const transferName: Schema = {
  oneOf: [{ type: 'string', format: 'name_skip_leading_trailing_spaces' }, { type: 'null' }],
};

const transfer = (more: Readonly<Record<string, Schema>>): Schema =>
  envelope('transfer', {
    type: 'object',
    properties: { volume_id: uuid, name: transferName, ...more },
    required: ['volume_id'],
    additionalProperties: false,
  });

export const createTransfer: readonly SchemaSince[] = [
  { since: '3.0', schema: transfer({}) },
  { since: '3.55', schema: transfer({ no_snapshots: boolish }) },
];

export const acceptTransfer: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('accept', {
      type: 'object',
      properties: { auth_key: { type: ['string', 'integer'] } },
      required: ['auth_key'],
      additionalProperties: false,
    }),
  },
];
