import { extraSpecs } from '../http/body/parameter-types.js';
import { envelope, pattern, type SchemaSince } from '../http/body/schema.js';

/** Beside name and consumer every member is one of the specs. */
export const createQosSpecs: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('qos_specs', {
      type: 'object',
      properties: { name: { type: 'string', format: 'name_skip_leading_trailing_spaces' } },
      patternProperties: [
        {
          key: pattern('^(?!name$)[\\s\\S]{1,255}$'),
          schema: { type: ['string', 'integer', 'null'], maxLength: 255 },
        },
      ],
      required: ['name'],
      additionalProperties: false,
    }),
  },
];

export const updateQosSpecs: readonly SchemaSince[] = [
  { since: '3.0', schema: envelope('qos_specs', extraSpecs) },
];

export const deleteQosKeys: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('keys', {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 255 },
      uniqueItems: true,
    }),
  },
];
