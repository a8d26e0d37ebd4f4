import * as fc from 'fast-check';
import { fromCinderTime, parseTime, toCinderTime } from './time.js';

describe('toCinderTime', () => {
  it('writes six fractional digits and no zone letter', () => {
    expect(toCinderTime(new Date('2026-11-21T05:00:00.123Z'))).toBe('2026-11-21T05:00:00.123000');
  });

  it('is undone by fromCinderTime, and texts compare as moments do', () => {
    const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        expect(fromCinderTime(toCinderTime(a))).toEqual(a);
        expect(toCinderTime(a) < toCinderTime(b)).toBe(a.getTime() < b.getTime());
      }),
    );
  });
});

describe('parseTime', () => {
  it.each([
    ['2026-11-21T05:00:00', '2026-11-21T05:00:00.000000'],
    ['2026-11-21T05:00:00.1', '2026-11-21T05:00:00.100000'],
    ['2026-11-21T05:00:00.123456', '2026-11-21T05:00:00.123456'],
    ['2026-11-21T05:00:00.123456789Z', '2026-11-21T05:00:00.123456'],
    ['2026-11-21 05:00', '2026-11-21T05:00:00.000000'],
    ['2026-11-21', '2026-11-21T00:00:00.000000'],
    ['2026-11-21T05:00:00+05:30', '2026-11-20T23:30:00.000000'],
    ['2026-11-21T05:00:00.5-0100', '2026-11-21T06:00:00.500000'],
    ['2026-11-21T23:00:00-02', '2026-11-22T01:00:00.000000'],
    ['0099-01-01T00:00:00', '0099-01-01T00:00:00.000000'],
  ])('reads %s', (text, moment) => expect(parseTime(text)).toBe(moment));

  it.each(['', '7', 'yesterday', '2026-02-30', '2026-11-21T24:00:00', '2026-13-01', '2026-11-21T05', '1e3'])(
    'refuses %j',
    (text) => expect(parseTime(text)).toBeNull(),
  );

  it('refuses what fromCinderTime cannot read', () => {
    expect(() => fromCinderTime('soon')).toThrow(RangeError);
  });
});
