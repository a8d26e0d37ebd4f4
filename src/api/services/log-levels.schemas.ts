import type { Schema, SchemaSince } from '../http/body/schema.js';

const textOrNull: Schema = { type: ['string', 'null'], minLength: 0, maxLength: 255 };
const binary: Schema = {
  enum: ['', '*', 'cinder-api', 'cinder-scheduler', 'cinder-volume', 'cinder-backup', null],
};
const members: Readonly<Record<string, Schema>> = { binary, server: textOrNull, prefix: textOrNull };

const body = (properties: Readonly<Record<string, Schema>>): readonly SchemaSince[] => [
  { since: '3.32', schema: { type: 'object', properties, additionalProperties: false } },
];

export const getLogLevels = body(members);
export const setLogLevel = body({ ...members, level: textOrNull });
