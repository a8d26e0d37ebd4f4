import * as fc from 'fast-check';
import { fromCinderTime, toCinderTime } from '../shared/time.js';
import { nextAfter, parseCron } from './cron.js';

const next = (cron: string, after: string): string | null =>
  nextAfter(parseCron(cron), after)?.slice(0, 16) ?? null;

describe('the next moment of a cron expression, in UTC', () => {
  it.each([
    ['* * * * *', '2026-11-21T05:00:00.000000', '2026-11-21T05:01'],
    ['* * * * *', '2026-11-21T05:00:59.999999', '2026-11-21T05:01'],
    ['@hourly', '2026-11-21T23:59:00', '2026-11-22T00:00'],
    ['@daily', '2026-12-31T00:00:00', '2027-01-01T00:00'],
    ['@weekly', '2026-11-21', '2026-11-22T00:00'],
    ['@monthly', '2026-11-21', '2026-12-01T00:00'],
    ['@Yearly', '2026-11-21', '2027-01-01T00:00'],
    ['30 2 * * *', '2026-11-21T02:29:00', '2026-11-21T02:30'],
    ['30 2 * * *', '2026-11-21T02:30:00', '2026-11-22T02:30'],
    ['*/20 8-10/2 * * *', '2026-11-21T08:41:00', '2026-11-21T10:00'],
    ['5/25 * * * *', '2026-11-21T08:31:00', '2026-11-21T08:55'],
    ['0 0 * * mon-FRI', '2026-11-21', '2026-11-23T00:00'],
    ['0 0 * jan,JUL *', '2026-11-21', '2027-01-01T00:00'],
    ['0 0 29 2 *', '2026-11-21', '2028-02-29T00:00'],
    ['0 0 29 2 7', '2028-02-29', '2029-02-04T00:00'],
    ['0 0 */31 2 *', '2026-11-21', '2027-02-01T00:00'],
    ['0 0 13 * 5', '2026-11-21', '2026-11-27T00:00'],
    ['0 0 13 * */7', '2026-11-21', '2026-12-13T00:00'],
    ['0 2 31 * *', '2026-11-21', '2026-12-31T02:00'],
    ['0 0 30 2 *', '2026-11-21', null],
  ])('%s after %s', (cron, after, wanted) => {
    expect(next(cron, after)).toBe(wanted);
  });

  it.each(['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 8'])(
    'does not take %j',
    (text) => expect(parseCron(text)).toBeNull(),
  );
  it.each([
    '@reboot',
    '*/0 * * * *',
    '5-1 * * * *',
    '1-2-3 * * * *',
    'a * * * *',
    ', * * * *',
    '1.5 * * * *',
    '-1 * * * *',
  ])('does not take %j', (text) => expect(parseCron(text)).toBeNull());

  it('is the first matching minute, whatever the fields', () => {
    const minute = fc.integer({ min: 0, max: 59 });
    const field = fc.record({
      minute: fc.uniqueArray(minute, { minLength: 1, maxLength: 3 }),
      hour: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 }),
      weekday: fc.option(fc.integer({ min: 0, max: 6 })),
      from: fc.integer({ min: 0, max: 10 * 366 * 1440 }),
    });
    fc.assert(
      fc.property(field, ({ minute: minutes, hour: hours, weekday, from }) => {
        const text = `${minutes.join(',')} ${hours.join(',')} * * ${weekday ?? '*'}`;
        const start = Date.UTC(2026, 0, 1) + from * 60_000;
        const isIt = (date: Date): boolean =>
          minutes.includes(date.getUTCMinutes()) &&
          hours.includes(date.getUTCHours()) &&
          (weekday === null || date.getUTCDay() === weekday);
        let wanted = start + 60_000;
        while (!isIt(new Date(wanted))) wanted += 60_000;
        const found = nextAfter(parseCron(text), toCinderTime(new Date(start)));
        expect(fromCinderTime(found ?? '').getTime()).toBe(wanted);
      }),
      { numRuns: 100 },
    );
  });
});
