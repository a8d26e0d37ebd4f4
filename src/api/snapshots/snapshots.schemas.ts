import {
  boolish,
  description,
  metadataOrNull,
  oneSlashlessEntry,
  slashlessMetadata,
  text255OrNull,
  uuidOrNull,
} from '../http/body/parameter-types.js';
import { envelope, type SchemaSince } from '../http/body/schema.js';

/** Closed at every version, and without display_description (spec 3.2). */
export const createSnapshot: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('snapshot', {
      type: 'object',
      properties: {
        name: text255OrNull,
        display_name: text255OrNull,
        description,
        volume_id: uuidOrNull,
        force: boolish,
        metadata: metadataOrNull,
      },
      required: ['volume_id'],
      additionalProperties: false,
    }),
  },
];

const names = {
  name: text255OrNull,
  description,
  display_name: text255OrNull,
  display_description: description,
};

export const updateSnapshot: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('snapshot', {
      type: 'object',
      properties: names,
      additionalProperties: false,
      anyOf: Object.keys(names).map((member) => ({ required: [member] })),
    }),
  },
];

export const snapshotMetadata: readonly SchemaSince[] = [
  { since: '3.0', schema: envelope('metadata', slashlessMetadata) },
];
export const snapshotMetadataEntry: readonly SchemaSince[] = [
  { since: '3.0', schema: envelope('meta', oneSlashlessEntry) },
];

export const resetSnapshotStatus: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-reset_status', {
      type: 'object',
      properties: { status: { type: 'string', format: 'snapshot_status' } },
      required: ['status'],
      additionalProperties: false,
    }),
  },
];

export const updateSnapshotStatus: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-update_snapshot_status', {
      type: 'object',
      properties: {
        status: { type: 'string', minLength: 1, maxLength: 255 },
        progress: { type: 'string', format: 'progress' },
      },
      required: ['status'],
      additionalProperties: false,
    }),
  },
];
