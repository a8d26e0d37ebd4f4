import { envelope, type SchemaSince } from '../http/body/schema.js';

export const holdBackup: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('hold', {
      type: 'object',
      properties: {
        reason: { type: 'string', minLength: 1, maxLength: 255 },
        until: { type: ['string', 'null'] },
      },
      required: ['reason'],
      additionalProperties: false,
    }),
  },
];

export const releaseHold: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('release_hold', {
      type: ['object', 'null'],
      properties: {},
      additionalProperties: false,
    }),
  },
];
