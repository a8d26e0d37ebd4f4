import type { Schema, SchemaSince } from '../http/body/schema.js';

const name: Schema = { type: ['string', 'null'], minLength: 0, maxLength: 255 };

const body = (more: Readonly<Record<string, Schema>>): readonly SchemaSince[] => {
  const schema = (properties: Readonly<Record<string, Schema>>): Schema => ({
    type: 'object',
    properties,
    additionalProperties: false,
  });
  return [
    { since: '3.0', schema: schema({ host: name, ...more }) },
    { since: '3.26', schema: schema({ host: name, cluster: name, ...more }) },
  ];
};

export const freezeBackend = body({});
export const failOver = body({ backend_id: name });
