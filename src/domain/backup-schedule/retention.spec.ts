import * as fc from 'fast-check';
import { toCinderTime } from '../shared/time.js';
import { countedRules, decideRetention, type Candidate, type Retention } from './retention.js';

const none: Retention = {
  keep_last: null,
  keep_hourly: null,
  keep_daily: null,
  keep_weekly: null,
  keep_monthly: null,
  keep_yearly: null,
  keep_within: null,
};
const of = (at: string, more: Partial<Candidate> = {}): Candidate => ({
  id: at,
  at: `${at}:00.000000`,
  status: 'available',
  children: [],
  ...more,
});
const keptBy = (
  rules: Partial<Retention>,
  candidates: readonly Candidate[],
): Record<string, readonly string[]> =>
  Object.fromEntries(
    decideRetention({ ...none, ...rules }, candidates).kept.map(({ id, reasons }) => [id, reasons]),
  );

/** Two a day around the turn of the year, which is a Friday. */
const days = ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-04'];
const twice = days.flatMap((day) => [of(`${day}T02:00`), of(`${day}T14:00`)]);

describe('retention', () => {
  it('keeps the newest of each day, for the newest days that have one', () => {
    expect(keptBy({ keep_daily: 3 }, twice)).toEqual({
      '2027-01-04T14:00': ['daily 1 of 3'],
      '2027-01-02T14:00': ['daily 2 of 3'],
      '2027-01-01T14:00': ['daily 3 of 3'],
    });
  });

  it('adds the rules up, and says each reason', () => {
    expect(
      keptBy({ keep_last: 2, keep_weekly: 2, keep_monthly: 5, keep_yearly: 1, keep_hourly: 1 }, twice),
    ).toEqual({
      '2027-01-04T14:00': [
        'last 1 of 2',
        'hourly 1 of 1',
        'weekly 1 of 2',
        'monthly 1 of 5',
        'yearly 1 of 1',
      ],
      '2027-01-04T02:00': ['last 2 of 2'],
      '2027-01-02T14:00': ['weekly 2 of 2'],
      '2026-12-31T14:00': ['monthly 2 of 5'],
    });
  });

  it('counts a span from the newest backup on', () => {
    expect(Object.keys(keptBy({ keep_within: '3d' }, twice))).toEqual([
      '2027-01-04T14:00',
      '2027-01-04T02:00',
      '2027-01-02T14:00',
      '2027-01-02T02:00',
    ]);
    expect(Object.keys(keptBy({ keep_within: '0h' }, twice))).toEqual(['2027-01-04T14:00']);
  });

  it('keeps parents of what it keeps, and whatever somebody else depends on', () => {
    const chain = [
      of('2027-01-01T00:00', { children: ['2027-01-02T00:00'] }),
      of('2027-01-02T00:00', { children: ['2027-01-03T00:00'] }),
      of('2027-01-03T00:00'),
      of('2026-01-01T00:00', { children: ['a user’s own'] }),
      of('2025-01-01T00:00', { children: ['2025-01-02T00:00'] }),
      of('2025-01-02T00:00'),
    ];
    expect(keptBy({ keep_last: 1 }, chain)).toEqual({
      '2027-01-03T00:00': ['last 1 of 1'],
      '2027-01-02T00:00': ['parent of 2027-01-03T00:00'],
      '2027-01-01T00:00': ['parent of 2027-01-02T00:00'],
      '2026-01-01T00:00': ['parent of a user’s own'],
    });
  });

  it('keeps everything without a rule, and what is at work', () => {
    expect(keptBy({ keep_last: 0 }, [of('2027-01-01T00:00')])).toEqual({ '2027-01-01T00:00': ['no rule'] });
    const busy = [of('2027-01-02T00:00'), of('2027-01-01T00:00', { status: 'creating' })];
    expect(keptBy({ keep_last: 1 }, busy)).toMatchObject({ '2027-01-01T00:00': ['status creating'] });
    const restoring = [of('2027-01-02T00:00'), of('2027-01-01T00:00', { status: 'restoring' })];
    expect(keptBy({ keep_last: 1 }, restoring)).toMatchObject({ '2027-01-01T00:00': ['status restoring'] });
  });

  it('lets a failed one go when a newer one is available, and never counts it', () => {
    const failed = of('2027-01-02T00:00', { status: 'error' });
    expect(keptBy({ keep_last: 1 }, [of('2027-01-01T00:00'), failed])).toEqual({
      '2027-01-02T00:00': ['failed, and no newer backup is available'],
      '2027-01-01T00:00': ['last 1 of 1'],
    });
    const { removed } = decideRetention({ ...none, keep_last: 3 }, [failed, of('2027-01-03T00:00')]);
    expect(removed).toEqual([{ id: failed.id, reason: 'failed, and a newer backup is available' }]);
  });
});

const count = fc.option(fc.integer({ min: 0, max: 6 }));
const rules: fc.Arbitrary<Retention> = fc.record({
  keep_last: count,
  keep_hourly: count,
  keep_daily: count,
  keep_weekly: count,
  keep_monthly: count,
  keep_yearly: count,
  keep_within: fc.option(fc.constantFrom('1h', '3d', '2m', '1y')),
});
const statuses = ['available', 'available', 'available', 'available', 'error', 'restoring', 'creating'];

/** Some years of backups, each with a chance to be an incremental on the one before. */
const history: fc.Arbitrary<readonly Candidate[]> = fc
  .array(
    fc.record({
      gapHours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 4000 })),
      status: fc.constantFrom(...statuses),
      incremental: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((made) => {
    let at = Date.UTC(2026, 0, 1);
    return made.map(({ gapHours, status }, index) => {
      at += gapHours * 3_600_000;
      const isParent = made[index + 1]?.incremental === true;
      const children = isParent ? [String(index + 1)] : [];
      return { id: String(index), at: toCinderTime(new Date(at)), status, children };
    });
  });

const idsKept = (retention: Retention, candidates: readonly Candidate[]): Set<string> =>
  new Set(decideRetention(retention, candidates).kept.map(({ id }) => id));

/** ISO 8601: the year and week a day belongs to are those of its Thursday. */
const isoWeek = (date: Date): string => {
  const thursday = new Date(date);
  thursday.setUTCHours(0, 0, 0, 0);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return `${year}-${Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7)}`;
};
const oracleBuckets: Readonly<Record<string, (date: Date) => string>> = {
  keep_last: (date) => String(date.getTime()),
  keep_hourly: (date) => date.toUTCString().slice(0, 19),
  keep_daily: (date) => date.toDateString(),
  keep_weekly: isoWeek,
  keep_monthly: (date) => `${date.getUTCFullYear()} ${date.getUTCMonth()}`,
  keep_yearly: (date) => String(date.getUTCFullYear()),
};

/** Said another way: a backup counts when it is the last of its bucket and fewer than n later buckets have one. */
// oxlint-disable-next-line complexity -- it is to be read beside the rules, in one piece
const oracle = (retention: Retention, candidates: readonly Candidate[]): Set<string> => {
  const dated = candidates
    .filter(({ status }) => ['available', 'restoring'].includes(status))
    .map((one) => ({ ...one, date: new Date(`${one.at.slice(0, 19)}Z`) }));
  const asked = countedRules.some((rule) => (retention[rule] ?? 0) > 0) || retention.keep_within !== null;
  if (!asked) return new Set(candidates.map(({ id }) => id));
  const kept = new Set<string>();
  for (const rule of countedRules) {
    const bucket = oracleBuckets[rule] ?? String;
    for (const one of dated) {
      const later = dated.filter(({ date }) => date > one.date).map(({ date }) => bucket(date));
      const isLast = !later.includes(bucket(one.date));
      if (isLast && new Set(later).size < (retention[rule] ?? 0)) kept.add(one.id);
    }
  }
  const newest = dated.at(-1);
  const spans: Readonly<Record<string, (date: Date) => void>> = {
    '1h': (date) => date.setUTCHours(date.getUTCHours() - 1),
    '3d': (date) => date.setUTCDate(date.getUTCDate() - 3),
  };
  const back = retention.keep_within === null ? undefined : spans[retention.keep_within];
  if (newest !== undefined && back !== undefined) {
    const since = new Date(newest.date);
    back(since);
    for (const one of dated) if (one.date > since || one === newest) kept.add(one.id);
  }
  for (const one of candidates) {
    const isNewer = newest !== undefined && newest.at > one.at;
    if (one.status === 'error' ? !isNewer : one.status !== 'available') kept.add(one.id);
  }
  // Newest first: a child is always newer than its parent.
  for (const { id, children } of candidates.toReversed())
    if (children.some((child) => kept.has(child))) kept.add(id);
  return kept;
};

describe('whatever the rules and the backups, retention', () => {
  it('keeps the newest available one', () => {
    fc.assert(
      fc.property(rules, history, (retention, candidates) => {
        const newest = candidates.findLast(({ status }) => status === 'available' || status === 'restoring');
        if (newest !== undefined) expect(idsKept(retention, candidates)).toContain(newest.id);
      }),
    );
  });

  it('keeps all it kept when a rule keeps more', () => {
    const more = fc.tuple(fc.constantFrom(...countedRules), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(rules, history, more, (retention, candidates, [rule, by]) => {
        // From no rule at all, which keeps everything, to one rule is no "more".
        const before = { ...retention, keep_last: Math.max(1, retention.keep_last ?? 0) };
        const larger = { ...before, [rule]: (before[rule] ?? 0) + by };
        expect(idsKept(larger, candidates)).toEqual(
          new Set([...idsKept(larger, candidates), ...idsKept(before, candidates)]),
        );
      }),
    );
  });

  it('has nothing more to remove the second time', () => {
    fc.assert(
      fc.property(rules, history, (retention, candidates) => {
        const kept = idsKept(retention, candidates);
        const left = candidates
          .filter(({ id }) => kept.has(id))
          .map((one) => ({ ...one, children: one.children.filter((child) => kept.has(child)) }));
        expect(decideRetention(retention, left).removed).toEqual([]);
      }),
    );
  });

  it('decides about each backup once, and in any order of them', () => {
    fc.assert(
      fc.property(rules, history, (retention, candidates) => {
        const { kept, removed } = decideRetention(retention, candidates);
        expect([...kept, ...removed].map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(
          candidates.map((_, index) => index),
        );
        expect(decideRetention(retention, candidates.toReversed())).toEqual({ kept, removed });
      }),
    );
  });

  it('is what the plain words of the rules say', () => {
    const plain = rules.filter(
      ({ keep_within }) => keep_within === null || ['1h', '3d'].includes(keep_within),
    );
    fc.assert(
      fc.property(plain, history, (retention, candidates) => {
        expect(idsKept(retention, candidates)).toEqual(oracle(retention, candidates));
      }),
      { numRuns: 300 },
    );
  });
});
