import { event, type EventOf } from '../shared/event.js';
import { listOf, nullable, record, text } from '../shared/schema.js';

/** What administrators decided about a service; its signs of life are another stream. */
export const serviceEvents = {
  ServiceEnabled: event('ServiceEnabled', 1, record({ binary: text, host: text })),
  ServiceDisabled: event(
    'ServiceDisabled',
    1,
    record({ binary: text, host: text, disabled_reason: nullable(text) }),
  ),
  /** No new work, and nothing on the backend is made or removed. */
  ServiceFrozen: event('ServiceFrozen', 1, record({ binary: text, host: text })),
  ServiceThawed: event('ServiceThawed', 1, record({ binary: text, host: text })),
} as const;

/** Signs of life of one process. The stream keeps its newest events only, so each one tells everything. */
export const heartbeatEvents = {
  ServiceReported: event(
    'ServiceReported',
    1,
    record({ availability_zone: text, services: listOf(record({ binary: text, host: text })) }),
  ),
} as const;

export type ServiceEvent = EventOf<typeof serviceEvents>;
export type HeartbeatEvent = EventOf<typeof heartbeatEvents>;
