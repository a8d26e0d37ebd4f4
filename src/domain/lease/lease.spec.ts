import { releaseLease, takeLease } from './lease.decide.js';
import type { LeaseEvent } from './lease.events.js';
import { evolveLease, type LeaseState } from './lease.state.js';

const after = (...events: LeaseEvent[]): LeaseState | null =>
  events.reduce<LeaseState | null>(
    (state, event) => evolveLease(state, { ...event, at: '2026-11-21T05:00:00.000000' }),
    null,
  );
const taken = (holder: string, epoch: number): LeaseEvent => ({
  type: 'LeaseTaken',
  data: { holder, epoch, ttl_ms: 1000 },
});
const released: LeaseEvent = { type: 'LeaseReleased', data: { holder: 'a', epoch: 1 } };
const candidate = (holder: string, expiredAt: bigint | null = null) => ({ holder, ttl_ms: 1000, expiredAt });

describe('a lease', () => {
  it('goes to whoever asks first', () => {
    expect(takeLease(null, -1n, candidate('a'))).toEqual([taken('a', 1)]);
  });

  it('is renewed by its holder in the same epoch', () => {
    expect(takeLease(after(taken('a', 3)), 7n, candidate('a'))).toEqual([taken('a', 3)]);
  });

  it('is refused to others while it is held', () => {
    expect(takeLease(after(taken('a', 1)), 7n, candidate('b'))).toEqual([]);
  });

  it('goes to another, in the next epoch, when the stream stood still for its ttl', () => {
    expect(takeLease(after(taken('a', 1)), 7n, candidate('b', 7n))).toEqual([taken('b', 2)]);
  });

  it('is refused when the holder renewed it after that', () => {
    expect(takeLease(after(taken('a', 1)), 8n, candidate('b', 7n))).toEqual([]);
  });

  it('is free at once when it was given back', () => {
    expect(takeLease(after(taken('a', 1), released), 2n, candidate('b'))).toEqual([taken('b', 2)]);
  });

  it('is given back by its holder only', () => {
    expect(releaseLease(after(taken('a', 1)), 'a')).toEqual([released]);
    expect(releaseLease(after(taken('b', 2)), 'a')).toEqual([]);
    expect(releaseLease(null, 'a')).toEqual([]);
  });
});
