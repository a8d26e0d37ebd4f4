import {
  boolish,
  description,
  metadata,
  metadataOrNull,
  text255OrNull,
  uuid,
  uuidOrNull,
} from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const createMembers = {
  volume_id: uuid,
  container: text255OrNull,
  description,
  incremental: boolish,
  force: boolish,
  name: text255OrNull,
  snapshot_id: uuidOrNull,
};

const create = (more: Readonly<Record<string, Schema>>): Schema =>
  envelope('backup', {
    type: 'object',
    properties: { ...createMembers, ...more },
    required: ['volume_id'],
    additionalProperties: false,
  });

/** spec/backups-api.md 2.1 */
export const createBackup: readonly SchemaSince[] = [
  { since: '3.0', schema: create({}) },
  { since: '3.43', schema: create({ metadata: metadataOrNull }) },
  { since: '3.51', schema: create({ metadata: metadataOrNull, availability_zone: text255OrNull }) },
];

/** Upstream also lets null through, and then fails on it with a 500; here it is what the schema says. */
const update = (more: Readonly<Record<string, Schema>>): Schema =>
  envelope('backup', {
    type: 'object',
    properties: { name: text255OrNull, description, ...more },
    additionalProperties: false,
  });

/** spec/backups-api.md 2.2 */
export const updateBackup: readonly SchemaSince[] = [
  { since: '3.9', schema: update({}) },
  { since: '3.43', schema: update({ metadata }) },
];

/** spec/backups-api.md 2.5 */
export const resetBackupStatus: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-reset_status', {
      type: 'object',
      properties: { status: { type: 'string', format: 'backup_status' } },
      required: ['status'],
      additionalProperties: false,
    }),
  },
];

/** An addition to Cinder's API (docs/extensions.md). */
export const cancelBackup: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('cancel', {
      type: ['object', 'null'],
      properties: { volume_id: uuidOrNull },
      additionalProperties: false,
    }),
  },
];

/** spec/backups-api.md 2.4 */
export const importBackup: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('backup-record', {
      type: 'object',
      properties: {
        backup_service: { type: 'string', minLength: 0, maxLength: 255 },
        backup_url: { type: 'string', minLength: 1, format: 'base64' },
      },
      required: ['backup_service', 'backup_url'],
      additionalProperties: false,
    }),
  },
];

/** spec/backups-api.md 2.3; null is an empty request. */
export const restoreBackup: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('restore', {
      type: ['object', 'null'],
      properties: { name: text255OrNull, volume_id: uuidOrNull },
      additionalProperties: false,
    }),
  },
];
