import { boolish, description, metadataOrNull, text255OrNull, uuid } from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const volume = (more: Readonly<Record<string, Schema>>): Schema =>
  envelope('volume', {
    type: 'object',
    properties: {
      description,
      availability_zone: text255OrNull,
      bootable: boolish,
      volume_type: text255OrNull,
      name: text255OrNull,
      host: { type: ['string', 'null'], minLength: 1, maxLength: 255 },
      ref: { type: ['object', 'string'] },
      metadata: metadataOrNull,
      ...more,
    },
    required: ['ref'],
    additionalProperties: false,
  });

export const manageVolume: readonly SchemaSince[] = [
  { since: '3.0', schema: volume({}) },
  { since: '3.16', schema: volume({ cluster: text255OrNull }) },
];

export const manageSnapshot: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('snapshot', {
      type: 'object',
      properties: {
        description,
        metadata: metadataOrNull,
        name: text255OrNull,
        volume_id: uuid,
        ref: { type: ['object', 'null', 'string'] },
      },
      required: ['ref', 'volume_id'],
      additionalProperties: false,
    }),
  },
];
