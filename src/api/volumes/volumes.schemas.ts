import {
  metadata,
  metadataOrNull,
  nullOrBoolish,
  nullOrUuid,
  oneMetadataEntry,
  text255OrNull,
  trimmedDescription,
  trimmedName,
  uuid,
  volumeSizeOrNull,
} from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const hintedVolumes: Schema = { oneOf: [uuid, { type: 'array', items: uuid, uniqueItems: true }] };

const names = {
  name: trimmedName,
  description: trimmedDescription,
  display_name: trimmedName,
  display_description: trimmedDescription,
};

const createMembers = {
  ...names,
  volume_type: text255OrNull,
  metadata: metadataOrNull,
  snapshot_id: nullOrUuid,
  source_volid: nullOrUuid,
  consistencygroup_id: nullOrUuid,
  size: volumeSizeOrNull,
  availability_zone: { type: ['string', 'null'], minLength: 1, maxLength: 255 },
  multiattach: nullOrBoolish,
  image_id: text255OrNull,
  imageRef: text255OrNull,
} satisfies Record<string, Schema>;

const create = (more: Readonly<Record<string, Schema>>, open: boolean): Schema => ({
  type: 'object',
  properties: {
    volume: {
      type: 'object',
      properties: { ...createMembers, ...more },
      additionalProperties: open,
    },
    // Hints are read and then not needed: there is nothing to choose between.
    'OS-SCH-HNT:scheduler_hints': {
      type: ['object', 'null'],
      properties: {
        local_to_instance: nullOrUuid,
        different_host: hintedVolumes,
        same_host: hintedVolumes,
        query: { type: ['string', 'object'] },
      },
    },
  },
  required: ['volume'],
  additionalProperties: false,
});

/** Below 3.53 unknown members are let through and ignored (spec 2.10). */
export const createVolume: readonly SchemaSince[] = [
  { since: '3.0', schema: create({}, true) },
  { since: '3.13', schema: create({ group_id: text255OrNull }, true) },
  { since: '3.47', schema: create({ group_id: text255OrNull, backup_id: nullOrUuid }, true) },
  { since: '3.53', schema: create({ group_id: text255OrNull, backup_id: nullOrUuid }, false) },
];

const updateMembers: Schema = {
  type: 'object',
  properties: { ...names, metadata },
  additionalProperties: false,
};

export const updateVolume: readonly SchemaSince[] = [
  { since: '3.0', schema: envelope('volume', updateMembers) },
  {
    since: '3.53',
    schema: envelope('volume', {
      ...updateMembers,
      anyOf: [...Object.keys(names), 'metadata'].map((member) => ({ required: [member] })),
    }),
  },
];

export const volumeMetadata: readonly SchemaSince[] = [
  { since: '3.0', schema: envelope('metadata', metadata) },
];
export const volumeMetadataEntry: readonly SchemaSince[] = [
  { since: '3.0', schema: envelope('meta', oneMetadataEntry) },
];
