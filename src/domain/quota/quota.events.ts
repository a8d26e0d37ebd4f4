import { chargedKinds } from '../shared/claim.js';
import { event, type EventOf } from '../shared/event.js';
import { integer, listOf, mapOf, oneOf, optional, record, text } from '../shared/schema.js';

const reservation = record({
  operation: oneOf(...chargedKinds),
  operation_id: text,
  /** Resource name to change, e.g. `{backups: 1, backup_gigabytes: 5}`; negative when something is deleted. */
  deltas: mapOf(integer),
});

/** The stream `quota-<project id>`: what a project uses, as reservations that are committed or released, and its own limits. */
export const quotaEvents = {
  QuotaReserved: event(
    'QuotaReserved',
    1,
    record({
      reservation_id: text,
      operation: oneOf(...chargedKinds),
      operation_id: text,
      deltas: mapOf(integer),
    }),
  ),
  QuotaCommitted: event('QuotaCommitted', 1, record({ reservation_id: text })),
  QuotaReservationReleased: event(
    'QuotaReservationReleased',
    1,
    record({ reservation_id: text, reason: text }),
  ),
  /** The whole state, now and then, so that nobody has to read the stream from its start. */
  QuotaCheckpointed: event(
    'QuotaCheckpointed',
    1,
    record({
      in_use: mapOf(integer),
      reservations: mapOf(reservation),
      /** The newest committed reservations, so that a worker that comes late does not charge twice. */
      committed: listOf(text),
      /** Missing in checkpoints from before limits could be set: none. */
      limits: optional(mapOf(integer)),
    }),
  ),
  QuotaLimitsSet: event(
    'QuotaLimitsSet',
    1,
    record({
      /** Resource name to limit; -1 is unlimited. Resources that are not named keep the limit they have. */
      limits: mapOf(integer),
    }),
  ),
  QuotaLimitsRemoved: event('QuotaLimitsRemoved', 1, record({})),
} as const;

export type QuotaEvent = EventOf<typeof quotaEvents>;
