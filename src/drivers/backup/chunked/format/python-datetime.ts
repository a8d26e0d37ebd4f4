const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6})\d*)?(?:Z|\+00:00)?$/;

/**
 * A UTC time as Python's str() gives it: `2026-01-02 03:04:05+00:00`, with six digits of a fraction that is not zero.
 * No time is the text `None`.
 * @param iso ISO 8601 in UTC, with or without fraction and zone letter
 */
export function pythonDatetime(iso: string | null): string {
  if (iso === null) return 'None';
  const match = ISO.exec(iso);
  if (match === null) throw new RangeError(`not a UTC time: ${iso}`);
  const [, date, time, fraction = ''] = match;
  const micros = fraction.padEnd(6, '0');
  return `${date} ${time}${micros === '000000' ? '' : `.${micros}`}+00:00`;
}
