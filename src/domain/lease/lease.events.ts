import { event, type EventOf } from '../shared/event.js';
import { integer, record, text } from '../shared/schema.js';

/** Who does what only one process should do at a time. The stream keeps its newest events only. */
export const leaseEvents = {
  LeaseTaken: event(
    'LeaseTaken',
    1,
    record({
      holder: text,
      /** One more with each new holder; the same when the holder renews. */
      epoch: integer,
      ttl_ms: integer,
    }),
  ),
  LeaseReleased: event('LeaseReleased', 1, record({ holder: text, epoch: integer })),
} as const;

export type LeaseEvent = EventOf<typeof leaseEvents>;
