import {
  boolish,
  description,
  metadataOrNull,
  name,
  oneExtraSpec,
  spacelessExtraSpecs,
  text255OrNull,
} from '../http/body/parameter-types.js';
import { envelope, type Schema, type SchemaSince } from '../http/body/schema.js';

const sinceGroupTypes = (schema: Schema): readonly SchemaSince[] => [{ since: '3.11', schema }];

export const createGroupType = sinceGroupTypes(
  envelope('group_type', {
    type: 'object',
    properties: { name, description, is_public: boolish, group_specs: metadataOrNull },
    required: ['name'],
    additionalProperties: false,
  }),
);

/** A name of blanks is refused behind the schema, in words of its own. */
export const updateGroupType = sinceGroupTypes(
  envelope('group_type', {
    type: 'object',
    properties: { name: text255OrNull, description, is_public: boolish },
    additionalProperties: false,
  }),
);

export const createGroupSpecs = sinceGroupTypes(envelope('group_specs', spacelessExtraSpecs));
export const updateGroupSpec = sinceGroupTypes(oneExtraSpec);
