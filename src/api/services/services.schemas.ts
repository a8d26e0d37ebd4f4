import type { Schema, SchemaSince } from '../http/body/schema.js';

/** spec/api-core.md section 3: no envelope; that host and binary are there is checked by the call itself. */
const members: Readonly<Record<string, Schema>> = {
  host: { type: 'string', minLength: 0, maxLength: 255 },
  binary: { type: 'string', minLength: 1, maxLength: 255 },
  service: { type: 'string', minLength: 1, maxLength: 255 },
  cluster: { type: ['string', 'null'], minLength: 0, maxLength: 255 },
};

const body = (more: Readonly<Record<string, Schema>>): readonly SchemaSince[] => [
  {
    since: '3.0',
    schema: {
      type: 'object',
      properties: { ...members, ...more },
      anyOf: [{ required: ['binary'] }, { required: ['service'] }],
      additionalProperties: false,
    },
  },
];

export const setServiceStatus = body({});
export const disableWithReason = body({
  disabled_reason: { type: 'string', minLength: 1, maxLength: 255 },
});
