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
