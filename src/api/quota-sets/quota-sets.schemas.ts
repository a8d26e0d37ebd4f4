import { pattern, envelope, type SchemaSince } from '../http/body/schema.js';

/** What the members may be is Cinder's own check (quota-sets.input.ts), not the schema's. */
export const updateQuotaSet: readonly SchemaSince[] = [
  { since: '3.0', schema: envelope('quota_set', { type: 'object', minProperties: 1 }) },
];

export const updateQuotaClassSet: readonly SchemaSince[] = [
  {
    since: '3.0',
    schema: envelope('quota_class_set', {
      type: 'object',
      patternProperties: [
        {
          key: pattern('^[a-zA-Z0-9-_:. ]{1,255}$', /^[a-zA-Z0-9\-_:. ]{1,255}$/u),
          schema: {
            type: ['integer', 'string'],
            pattern: pattern('^[0-9]*$'),
            minimum: -1,
            minLength: 1,
            maximum: 2147483647,
          },
        },
      ],
      additionalProperties: false,
    }),
  },
];
