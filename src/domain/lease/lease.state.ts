import type { Aggregate, Recorded } from '../shared/event.js';
import { leaseEvents, type LeaseEvent } from './lease.events.js';

export interface LeaseState {
  /** Null: it was given back. */
  readonly holder: string | null;
  readonly epoch: number;
  readonly ttl_ms: number;
}

export const evolveLease = (state: LeaseState | null, event: Recorded<LeaseEvent>): LeaseState | null =>
  event.type === 'LeaseTaken' ? event.data : state === null ? null : { ...state, holder: null };

export const leaseAggregate: Aggregate<LeaseState, LeaseEvent> = {
  category: 'lease',
  events: leaseEvents,
  checkpoint: 'LeaseTaken',
  evolve: evolveLease,
};
