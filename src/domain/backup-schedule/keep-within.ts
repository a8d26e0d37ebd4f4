import { fromCinderTime, toCinderTime } from '../shared/time.js';

/** A span such as `1y5m7d2h`: years, months, days and hours, each at most once, in this order. */
const form = /^(?:(\d{1,4})y)?(?:(\d{1,4})m)?(?:(\d{1,5})d)?(?:(\d{1,6})h)?$/;

export const isSpan = (text: string): boolean => text !== '' && form.test(text);

/** The moment that lies a span before `time`, by the calendar, in UTC. @throws RangeError when the text is no span */
export const spanBefore = (span: string, time: string): string => {
  const found = form.exec(span);
  if (found === null) throw new RangeError(`not a span: ${span}`);
  const [years = 0, months = 0, days = 0, hours = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const moment = fromCinderTime(time);
  const day = moment.getUTCDate();
  moment.setUTCDate(1);
  moment.setUTCFullYear(moment.getUTCFullYear() - years, moment.getUTCMonth() - months);
  // A month before 31 March is the end of February, not the beginning of March.
  const lastDay = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 0)).getUTCDate();
  moment.setUTCDate(Math.min(day, lastDay) - days);
  moment.setUTCHours(moment.getUTCHours() - hours);
  // Before the year 0 nothing was kept.
  return moment.getUTCFullYear() < 0 ? '' : toCinderTime(moment);
};
