import * as fc from 'fast-check';
import { sameClaim, type Claim } from '../../src/domain/shared/claim.js';
import type { Aggregate, AnyEvent } from '../../src/domain/shared/event.js';
import { snapshotAggregate } from '../../src/domain/snapshot/snapshot.state.js';
import { volumeAggregate } from '../../src/domain/volume/volume.state.js';
import { foldAll } from '../support/given.js';
import {
  deletingSnapshot,
  deletingVolume,
  onSnapshot,
  onVolume,
  tried,
  type Attempt,
} from './claim-attempts.js';
import { availableSnapshot } from './histories/snapshot.js';
import { availableVolume } from './histories/volume.js';

/** Checks each attempt against who holds the thing by then. */
const expectClaimsKept = <S extends { lock: Claim | null }>(
  aggregate: Aggregate<S, AnyEvent>,
  history: readonly AnyEvent[],
  attempts: readonly Attempt<S, AnyEvent>[],
): void => {
  const events = [...history];
  for (const attempt of attempts) {
    const before = foldAll(aggregate, events);
    const decided = tried(before, attempt);
    events.push(...decided);
    const lock = foldAll(aggregate, events)?.lock ?? null;
    const holder = before?.lock ?? null;
    expect(lock).toEqual(decided.length === 0 ? holder : attempt.kind === 'take' ? attempt.by : null);
    if (attempt.kind === 'take' && holder !== null) expect(decided).toEqual([]);
    if (attempt.kind === 'release') expect(decided.length > 0).toBe(sameClaim(holder, attempt.by));
  }
};

const anyOf = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...values), { maxLength: 40 });

describe('A claim on a volume', () => {
  it('is released by its holder only, once, and ends with a reset', () => {
    fc.assert(
      fc.property(anyOf(onVolume), (attempts) =>
        expectClaimsKept(volumeAggregate, availableVolume, attempts),
      ),
    );
  });

  it('ends with a forced delete, which no late release undoes', () => {
    fc.assert(
      fc.property(
        anyOf(onVolume),
        fc.constantFrom(...onVolume.filter(({ kind }) => kind === 'release')),
        (attempts, late) => {
          const events: AnyEvent[] = [...availableVolume];
          for (const attempt of [...attempts, deletingVolume])
            events.push(...tried(foldAll(volumeAggregate, events as never), attempt));
          const state = foldAll(volumeAggregate, events as never);
          expect(state).toMatchObject({ status: 'deleting', lock: null });
          expect(tried(state, late)).toEqual([]);
        },
      ),
    );
  });
});

describe('A claim on a snapshot', () => {
  it('is released by its holder only, once, and ends with a reset or a forced delete', () => {
    fc.assert(
      fc.property(anyOf(onSnapshot), (attempts) =>
        expectClaimsKept(snapshotAggregate, availableSnapshot, [...attempts, deletingSnapshot, ...attempts]),
      ),
    );
  });
});
