import { envelope, type SchemaSince } from '../http/body/schema.js';

export const verifyBackup: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('verify', {
      type: ['object', 'null'],
      properties: {},
      additionalProperties: false,
    }),
  },
];
