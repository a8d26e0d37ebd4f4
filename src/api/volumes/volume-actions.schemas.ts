import { boolish, volumeSize } from '../http/body/parameter-types.js';
import { envelope, type SchemaSince } from '../http/body/schema.js';

export const extendVolume: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-extend', {
      type: 'object',
      properties: { new_size: volumeSize },
      required: ['new_size'],
      additionalProperties: false,
    }),
  },
];

/** That at least one of the three has a value is the first thing Cinder looks at (spec 2.10). */
export const resetVolumeStatus: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-reset_status', {
      type: 'object',
      format: 'validate_volume_reset_body',
      properties: {
        status: { type: ['string', 'null'], format: 'volume_status' },
        attach_status: { type: ['string', 'null'], format: 'volume_attach_status' },
        migration_status: { type: ['string', 'null'], format: 'volume_migration_status' },
      },
      additionalProperties: false,
    }),
  },
];

export const completeExtend: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('os-extend_volume_completion', {
      type: 'object',
      properties: { error: boolish },
      additionalProperties: false,
    }),
  },
];
