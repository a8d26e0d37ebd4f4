import type { LeaseEvent } from './lease.events.js';
import type { LeaseState } from './lease.state.js';

export interface Candidate {
  readonly holder: string;
  readonly ttl_ms: number;
  /** Revision at which the candidate has seen the stream stand still for a whole ttl, by its own clock; null: none. */
  readonly expiredAt: bigint | null;
}

/** Renews what is the candidate's own, takes what is free or has expired, and leaves everything else alone. */
export const takeLease = (state: LeaseState | null, revision: bigint, candidate: Candidate): LeaseEvent[] => {
  const { holder, ttl_ms, expiredAt } = candidate;
  const own = state?.holder === holder;
  const free = state === null || state.holder === null || expiredAt === revision;
  if (!own && !free) return [];
  const epoch = own ? state.epoch : (state?.epoch ?? 0) + 1;
  return [{ type: 'LeaseTaken', data: { holder, epoch, ttl_ms } }];
};

export const releaseLease = (state: LeaseState | null, holder: string): LeaseEvent[] =>
  state?.holder === holder ? [{ type: 'LeaseReleased', data: { holder, epoch: state.epoch } }] : [];
