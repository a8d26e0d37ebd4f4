import { boolish, text255OrNull, uuid } from '../http/body/parameter-types.js';
import { envelope, type SchemaSince } from '../http/body/schema.js';

/** Cinder takes anything beside the id; the contract closes the body (spec 2.10). */
export const revertVolume: readonly SchemaSince[] = [
  {
    since: '3.40',
    schema: envelope('revert', {
      type: 'object',
      properties: { snapshot_id: { type: ['string', 'null'] } },
      additionalProperties: false,
    }),
  },
];

export const retypeVolume: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-retype', {
      type: 'object',
      properties: {
        new_type: { type: 'string' },
        migration_policy: { type: ['string', 'null'], enum: ['on-demand', 'never'] },
      },
      required: ['new_type'],
      additionalProperties: false,
    }),
  },
];

const migration = { force_host_copy: boolish, lock_volume: boolish } as const;

export const migrateVolume: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-migrate_volume', {
      type: 'object',
      properties: { host: { type: 'string', maxLength: 255 }, ...migration },
      required: ['host'],
      additionalProperties: false,
    }),
  },
  {
    since: '3.16',
    schema: envelope('os-migrate_volume', {
      type: 'object',
      properties: {
        host: { type: ['string', 'null'], maxLength: 255 },
        ...migration,
        cluster: text255OrNull,
      },
      additionalProperties: false,
    }),
  },
];

export const completeMigration: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-migrate_volume_completion', {
      type: 'object',
      properties: { new_volume: uuid, error: { type: ['string', 'null', 'boolean'] } },
      required: ['new_volume'],
      additionalProperties: false,
    }),
  },
];
