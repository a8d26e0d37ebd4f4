import { RateLimit } from './rate-limit.js';

const ann = { user_id: 'ann', project_id: 'p' };
let now = 0;
const limit = (perMinute: number): RateLimit => new RateLimit(perMinute, () => now);
const admitted = (rate: RateLimit, times: number, caller = ann): number => {
  let count = 0;
  for (let time = 0; time < times; time += 1) {
    try {
      rate.admit(caller);
      count += 1;
    } catch {
      break;
    }
  }
  return count;
};

it('lets a minute’s requests through at once, and the next ones evenly', () => {
  const rate = limit(60);
  expect(admitted(rate, 100)).toBe(60);
  now += 999;
  expect(admitted(rate, 1)).toBe(0);
  now += 2001;
  expect(admitted(rate, 100)).toBe(3);
  now += 3_600_000;
  expect(admitted(rate, 100)).toBe(60);
});

it('tells when to come again', () => {
  const rate = limit(2);
  admitted(rate, 2);
  expect(() => rate.admit(ann)).toThrow(
    expect.objectContaining({
      code: 'RateLimited',
      message: 'This request was rate-limited.',
      retryAfter: 30,
    }),
  );
  now += 29_500;
  expect(() => rate.admit(ann)).toThrow(expect.objectContaining({ retryAfter: 1 }));
});

it('counts every user in every project for itself', () => {
  const rate = limit(1);
  const others = [
    { ...ann, user_id: 'bob' },
    { ...ann, project_id: 'q' },
    { user_id: 'ann","p', project_id: '' },
  ];
  expect([ann, ...others].map((caller) => admitted(rate, 2, caller))).toEqual([1, 1, 1, 1]);
});

it('forgets the longest unused of very many callers', () => {
  const rate = limit(1);
  admitted(rate, 1);
  for (let index = 0; index < 9_999; index += 1) rate.admit({ user_id: `u${index}`, project_id: 'p' });
  expect(admitted(rate, 1)).toBe(0);
  for (let index = 0; index < 10_000; index += 1) rate.admit({ user_id: `v${index}`, project_id: 'p' });
  expect(admitted(rate, 1)).toBe(1);
});

it('is off at 0', () => expect(admitted(limit(0), 1000)).toBe(1000));
