import { event, type EventOf } from '../shared/event.js';
import { integer, mapOf, record } from '../shared/schema.js';

/** The stream `quotaClass-<name>`: the limits of a class. Those of the class `default` count for every project. */
export const quotaClassEvents = {
  QuotaClassLimitsSet: event(
    'QuotaClassLimitsSet',
    1,
    record({
      /** Resource name to limit; -1 is unlimited. Resources that are not named keep the limit they have. */
      limits: mapOf(integer),
    }),
  ),
} as const;

export type QuotaClassEvent = EventOf<typeof quotaClassEvents>;
