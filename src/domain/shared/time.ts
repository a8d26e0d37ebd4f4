/**
 * Cinder's way to write a moment: ISO 8601 UTC, always six fractional digits, no zone letter (spec/api-core.md 0, T1).
 * Texts of this form compare as the moments do.
 */
export const toCinderTime = (date: Date): string => `${date.toISOString().slice(0, -1)}000`;

const form =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Minutes east of Greenwich; a missing zone is UTC. */
const offsetMinutes = (zone: string | undefined): number => {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return zone.startsWith('-') ? -minutes : minutes;
};

/**
 * Reads an ISO 8601 date, or date and time with or without fraction and zone (none: UTC), and gives it in Cinder's form,
 * microseconds kept. Null when the text is no such moment, 30 February included.
 */
export const parseTime = (text: string): string | null => {
  const found = form.exec(text.trim());
  if (found === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found;
  const moment = new Date(0);
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  moment.setUTCHours(Number(hour), Number(minute), Number(second));
  if (moment.getUTCDate() !== Number(day)) return null;
  moment.setUTCMinutes(moment.getUTCMinutes() - offsetMinutes(zone));
  if (moment.getUTCFullYear() < 0 || moment.getUTCFullYear() > 9999) return null;
  return `${moment.toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}`;
};

/** The moment of a text in Cinder's form, to the millisecond below. @throws RangeError when it is no moment */
export const fromCinderTime = (text: string): Date => {
  const canonical = parseTime(text);
  if (canonical === null) throw new RangeError(`not a time: ${text}`);
  return new Date(`${canonical.slice(0, -3)}Z`);
};
