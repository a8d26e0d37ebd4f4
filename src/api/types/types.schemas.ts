import { controlLocations } from '../../domain/type-catalogue/type-catalogue.events.js';
import {
  boolish,
  description,
  extraSpecs,
  name,
  oneExtraSpec,
  spacelessExtraSpecs,
  text255OrNull,
} from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const always = (schema: Schema): readonly SchemaSince[] => [{ since: '3.0', schema }];

export const createType = always(
  envelope('volume_type', {
    type: 'object',
    properties: { name, description, extra_specs: extraSpecs, 'os-volume-type-access:is_public': boolish },
    required: ['name'],
    additionalProperties: false,
  }),
);

/** An empty name is refused behind the schema, in words of its own. */
export const updateType = always(
  envelope('volume_type', {
    type: 'object',
    properties: { name: text255OrNull, description, is_public: boolish },
    additionalProperties: false,
  }),
);

export const createExtraSpecs = always(envelope('extra_specs', spacelessExtraSpecs));
export const updateExtraSpec = always(oneExtraSpec);

const access = (action: string): readonly SchemaSince[] =>
  always(
    envelope(action, {
      type: 'object',
      properties: { project: { type: 'string', minLength: 1, maxLength: 255 } },
      required: ['project'],
      additionalProperties: false,
    }),
  );
export const addProjectAccess = access('addProjectAccess');
export const removeProjectAccess = access('removeProjectAccess');

/** Members that are not known are taken and forgotten (spec 2.10). */
const encryption = (required: readonly string[]): readonly SchemaSince[] =>
  always(
    envelope('encryption', {
      type: 'object',
      properties: {
        key_size: {
          type: ['string', 'integer', 'null'],
          minimum: 0,
          maximum: 2147483647,
          format: 'key_size',
        },
        provider: { type: 'string', minLength: 0, maxLength: 255 },
        control_location: { enum: controlLocations },
        cipher: text255OrNull,
      },
      ...(required.length === 0 ? {} : { required }),
    }),
  );
export const createEncryption = encryption(['provider', 'control_location']);
export const updateEncryption = encryption([]);

export const setDefaultType: readonly SchemaSince[] = [
  {
    since: '3.62',
    schema: envelope('default_type', {
      type: 'object',
      properties: { volume_type: name },
      required: ['volume_type'],
      additionalProperties: false,
    }),
  },
];
