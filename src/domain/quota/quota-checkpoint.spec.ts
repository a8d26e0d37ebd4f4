import * as fc from 'fast-check';
import type { Holder } from '../shared/claim.js';
import { checkpointEvery, commit, release, reserve, withCheckpoint } from './quota.decide.js';
import type { QuotaEvent } from './quota.events.js';
import { evolveQuota, type QuotaState } from './quota.state.js';

const claim: Holder = { operation: 'backup', operation_id: '3a5d4c8e' };
const fold = (events: readonly QuotaEvent[]): QuotaState | null =>
  events.reduce<QuotaState | null>((state, event) => evolveQuota(state, { ...event, at: '' }), null);

/** One decision of a project's life; reservations are few, so that they meet. */
const decision = fc.oneof(
  fc.record({
    kind: fc.constant('reserve' as const),
    reservation: fc.integer({ min: 0, max: 5 }).map(String),
    deltas: fc.dictionary(fc.constantFrom('backups', 'gigabytes'), fc.integer({ min: -9, max: 9 })),
  }),
  fc.record({
    kind: fc.constantFrom('commit' as const, 'release' as const),
    reservation: fc.integer({ min: 0, max: 5 }).map(String),
  }),
);
type Decision = typeof decision extends fc.Arbitrary<infer T> ? T : never;

const decide = (state: QuotaState | null, wanted: Decision): QuotaEvent[] => {
  if (wanted.kind === 'reserve') return reserve(state, wanted.reservation, claim, wanted.deltas, {});
  return wanted.kind === 'commit'
    ? commit(state, wanted.reservation)
    : release(state, wanted.reservation, 'x');
};

/** The stream as the decisions write it: with checkpoints, and the same without them. */
const streams = (decisions: readonly Decision[]): { written: QuotaEvent[]; plain: QuotaEvent[] } => {
  const written: QuotaEvent[] = [];
  const plain: QuotaEvent[] = [];
  for (const wanted of decisions) {
    const state = fold(written.slice(Math.max(0, written.findLastIndex(isCheckpoint))));
    const events = decide(state, wanted);
    plain.push(...events);
    written.push(...withCheckpoint(state, events, BigInt(written.length - 1)));
  }
  return { written, plain };
};
const isCheckpoint = ({ type }: QuotaEvent): boolean => type === 'QuotaCheckpointed';

describe('A checkpoint', () => {
  it('carries exactly what all events before it say', () => {
    const long = fc.array(decision, { minLength: 250, maxLength: 400 });
    fc.assert(
      fc.property(long, (decisions) => {
        const { written, plain } = streams(decisions);
        expect(fold(written)).toEqual(fold(plain));
        expect(fold(written.slice(Math.max(0, written.findLastIndex(isCheckpoint))))).toEqual(fold(plain));
      }),
      { numRuns: 25 },
    );
  });

  const reserved = reserve(null, 'a', claim, { backups: 1 }, {});

  it('is written when the stream passes a hundred events, and only then', () => {
    const written = Array.from({ length: 3 * checkpointEvery }, (_, revision) =>
      withCheckpoint(null, reserved, BigInt(revision) - 1n).some(isCheckpoint) ? revision : null,
    ).filter((revision) => revision !== null);
    expect(written).toEqual([checkpointEvery, 2 * checkpointEvery]);
  });

  it('is never written alone', () => {
    expect(withCheckpoint(fold(reserved), [], BigInt(checkpointEvery - 1))).toEqual([]);
  });
});
