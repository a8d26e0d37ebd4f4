import { fromCinderTime, toCinderTime } from '../shared/time.js';

/**
 * The moments a cron expression names, all in UTC: no hour is missing or there twice, so the arithmetic is plain. Five fields
 * (minute, hour, day of month, month, day of week) of numbers, names of months and days, lists, ranges and steps, or one of
 * the words below. As in every cron, a day must match either of the two day fields when both are restricted.
 */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Months are 1 to 12. */
  readonly months: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** Both day fields are restricted: one of them is enough. */
  readonly eitherDay: boolean;
}

const words: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  readonly low: number;
  readonly high: number;
  /** Names for the numbers from `low` on. */
  readonly names?: readonly string[];
}

const numberOf = (text: string, { low, high, names = [] }: Field): number | null => {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + low;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return number >= low && number <= high ? number : null;
};

/** First and last number of `*`, `5` or `1-5`; a single number with a step goes on to the end. */
const endsOf = (range: string, field: Field, hasStep: boolean): readonly (number | null)[] => {
  if (range === '*') return [field.low, field.high];
  const ends = range.split('-').map((end) => numberOf(end, field));
  const [start = null] = ends;
  return ends.length > 1 ? ends : [start, hasStep ? field.high : start];
};

/** One item of a list, with or without a step such as `/2`; null when it is none. */
const partOf = (text: string, field: Field): readonly number[] | null => {
  const [, range = '', step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  const ends = endsOf(range, field, step !== undefined);
  const [start = null, end = null] = ends;
  const by = Number(step ?? 1);
  if (start === null || end === null || ends.length > 2 || end < start || by < 1) return null;
  return Array.from({ length: Math.floor((end - start) / by) + 1 }, (_, n) => start + n * by);
};

const fieldOf = (text: string, field: Field): readonly number[] | null => {
  const parts = text.split(',').map((part) => partOf(part, field));
  return parts.some((part) => part === null)
    ? null
    : [...new Set(parts.flatMap((part) => part ?? []))].sort((a, b) => a - b);
};

const limits: readonly Field[] = [
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: monthNames },
  { low: 0, high: 7, names: weekdayNames },
];

/** Null when the text is no cron expression. */
export const parseCron = (text: string): Cron | null => {
  const trimmed = text.trim();
  const fields = (words[trimmed.toLowerCase()] ?? trimmed).split(/\s+/);
  const found = limits.map((field, index) => fieldOf(fields[index] ?? '', field));
  const read = found.filter((numbers) => numbers !== null);
  if (fields.length !== limits.length || read.length !== limits.length) return null;
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = read;
  return {
    minutes,
    hours,
    months: new Set(months),
    days: new Set(days),
    // 7 is Sunday too.
    weekdays: new Set(weekdays.map((number) => number % 7)),
    eitherDay: [fields[2], fields[4]].every((field) => field?.startsWith('*') === false),
  };
};

const dayMs = 86_400_000;
/** 29 February of a given weekday comes again within forty years. */
const farthestDays = 366 * 41;

const isDay = (cron: Cron, date: Date): boolean => {
  if (!cron.months.has(date.getUTCMonth() + 1)) return false;
  const inMonth = cron.days.has(date.getUTCDate());
  const inWeek = cron.weekdays.has(date.getUTCDay());
  return cron.eitherDay ? inMonth || inWeek : inMonth && inWeek;
};

/** The first moment after `after`; null when there is none, as for 30 February. */
const nextDate = (cron: Cron, after: Date): Date | null => {
  const start = Math.floor(after.getTime() / dayMs) * dayMs;
  const passed = Math.floor((after.getTime() - start) / 60_000);
  for (let n = 0; n < farthestDays; n++) {
    const day = new Date(start + n * dayMs);
    if (!isDay(cron, day)) continue;
    for (const hour of cron.hours) {
      const minute = cron.minutes.find((one) => n > 0 || hour * 60 + one > passed);
      if (minute !== undefined) return new Date(day.getTime() + (hour * 60 + minute) * 60_000);
    }
  }
  return null;
};

/** As {@link nextDate}, of times in Cinder's form; null also for what is no expression. */
export const nextAfter = (cron: Cron | null, after: string): string | null => {
  const date = cron === null ? null : nextDate(cron, fromCinderTime(after));
  return date === null ? null : toCinderTime(date);
};
