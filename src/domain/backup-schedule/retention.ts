import { fromCinderTime } from '../shared/time.js';
import { spanBefore } from './keep-within.js';

/** Null and 0 are "no such rule". */
export interface Retention {
  readonly keep_last: number | null;
  readonly keep_hourly: number | null;
  readonly keep_daily: number | null;
  readonly keep_weekly: number | null;
  readonly keep_monthly: number | null;
  readonly keep_yearly: number | null;
  /** A span such as `30d` or `1y6m`, counted back from the newest backup, not from today. */
  readonly keep_within: string | null;
}

/** A backup of one volume that the schedule made. */
export interface Candidate {
  readonly id: string;
  /** The moment of its data, in Cinder's form. */
  readonly at: string;
  readonly status: string;
  /** Incrementals on top of it, whoever made them. */
  readonly children: readonly string[];
}

export interface Kept {
  readonly id: string;
  readonly reasons: readonly string[];
}

export interface Removed {
  readonly id: string;
  readonly reason: string;
}

/** Both in the order of age, newest first. */
export interface Verdict {
  readonly kept: readonly Kept[];
  readonly removed: readonly Removed[];
}

type Counted = Exclude<keyof Retention, 'keep_within'>;

const mondayOf = (at: string): string => {
  const day = fromCinderTime(at.slice(0, 10));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};

/** The bucket of each rule that a moment falls into, in UTC; every backup is a bucket of its own for `last`. */
const buckets: Readonly<Record<Counted, (candidate: Candidate) => string>> = {
  keep_last: ({ id }) => id,
  keep_hourly: ({ at }) => at.slice(0, 13),
  keep_daily: ({ at }) => at.slice(0, 10),
  keep_weekly: ({ at }) => mondayOf(at),
  keep_monthly: ({ at }) => at.slice(0, 7),
  keep_yearly: ({ at }) => at.slice(0, 4),
};

export const countedRules = Object.keys(buckets) as readonly Counted[];

const hasRules = (rules: Retention): boolean =>
  rules.keep_within !== null || countedRules.some((rule) => (rules[rule] ?? 0) > 0);

/** Holds its data, whole. */
const isUsable = ({ status }: Candidate): boolean => status === 'available' || status === 'restoring';
const isRemovable = ({ status }: Candidate): boolean => status === 'available' || status === 'error';

type Reasons = Map<string, string[]>;

const keep = (reasons: Reasons, id: string, reason: string): void => {
  const known = reasons.get(id);
  if (known === undefined) reasons.set(id, [reason]);
  else known.push(reason);
};

/** The newest of each bucket, for the newest buckets that have one. */
const byCount = (reasons: Reasons, rule: Counted, count: number, newestFirst: readonly Candidate[]): void => {
  let last: string | null = null;
  let found = 0;
  for (const candidate of newestFirst) {
    if (found === count) return;
    const bucket = buckets[rule](candidate);
    if (bucket === last) continue;
    last = bucket;
    found += 1;
    keep(reasons, candidate.id, `${rule.slice('keep_'.length)} ${found} of ${count}`);
  }
};

const bySpan = (reasons: Reasons, span: string, newestFirst: readonly Candidate[]): void => {
  const [newest] = newestFirst;
  if (newest === undefined) return;
  const since = spanBefore(span, newest.at);
  for (const candidate of newestFirst) {
    if (candidate === newest || candidate.at > since) keep(reasons, candidate.id, `within ${span}`);
  }
};

/** Parents of what stays must stay, and theirs. Something outside of the candidates stays by itself. */
const byChildren = (reasons: Reasons, candidates: readonly Candidate[]): void => {
  const known = new Set(candidates.map((candidate) => candidate.id));
  let before = -1;
  while (before !== reasons.size) {
    before = reasons.size;
    for (const { id: parent, children } of candidates) {
      const child = reasons.has(parent)
        ? undefined
        : children.find((one) => reasons.has(one) || !known.has(one));
      if (child !== undefined) keep(reasons, parent, `parent of ${child}`);
    }
  }
};

const older = (a: Candidate, b: Candidate): number =>
  a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;

/**
 * Which backups of one volume stay, and why: restic's rules of `forget`. Each rule keeps the newest backup of each of its
 * newest buckets; what no rule keeps is removed. Without any rule everything stays. Backups that failed do not count, and
 * go when there is a newer one that did not; what is still at work stays.
 */
export const decideRetention = (rules: Retention, candidates: readonly Candidate[]): Verdict => {
  const newestFirst = [...candidates].sort(older);
  const reasons: Reasons = new Map();
  const usable = newestFirst.filter(isUsable);
  for (const rule of countedRules) byCount(reasons, rule, rules[rule] ?? 0, usable);
  if (rules.keep_within !== null) bySpan(reasons, rules.keep_within, usable);
  const [newest] = usable;
  if (!hasRules(rules)) for (const candidate of newestFirst) keep(reasons, candidate.id, 'no rule');
  for (const candidate of newestFirst) {
    if (reasons.has(candidate.id)) continue;
    if (!isRemovable(candidate)) keep(reasons, candidate.id, `status ${candidate.status}`);
    else if (candidate.status === 'error' && (newest === undefined || newest.at < candidate.at))
      keep(reasons, candidate.id, 'failed, and no newer backup is available');
  }
  byChildren(reasons, newestFirst);
  return {
    kept: newestFirst.flatMap((candidate) => {
      const why = reasons.get(candidate.id);
      return why === undefined ? [] : [{ id: candidate.id, reasons: why }];
    }),
    removed: newestFirst
      .filter((candidate) => !reasons.has(candidate.id))
      .map(({ id: gone, status }) => ({
        id: gone,
        reason: status === 'error' ? 'failed, and a newer backup is available' : 'no rule keeps it',
      })),
  };
};
