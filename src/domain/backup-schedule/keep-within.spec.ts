import { isSpan, spanBefore } from './keep-within.js';

describe('a span', () => {
  it.each(['1y', '2m', '30d', '36h', '1y6m7d12h', '0d'])('can be %s', (text) =>
    expect(isSpan(text)).toBe(true),
  );
  it.each(['', 'd', '30', '1d1y', '-1d', '1w', ' 1d'])('cannot be %j', (text) =>
    expect(isSpan(text)).toBe(false),
  );

  it.each([
    ['30d', '2026-03-01T02:00:00', '2026-01-30T02:00:00.000000'],
    ['1m', '2026-03-31T02:00:00', '2026-02-28T02:00:00.000000'],
    ['1y', '2028-02-29T02:00:00', '2027-02-28T02:00:00.000000'],
    ['1y2m3d4h', '2026-11-21T02:00:00', '2025-09-17T22:00:00.000000'],
    ['9999y', '2026-11-21T02:00:00', ''],
  ])('%s before %s', (span, time, wanted) => expect(spanBefore(span, time)).toBe(wanted));
});
