import { StateCache } from './state-cache.js';

it('reads a state once, and again when it was changed', () => {
  const cache = new StateCache();
  let version = 1;
  const read = (): unknown => ({ version });
  const first = cache.get('backups', 'a', read);
  version = 2;
  expect(cache.get('backups', 'a', read)).toBe(first);
  expect(cache.get('volumes', 'a', read)).toEqual({ version: 2 });
  cache.forget('backups', 'a');
  expect(cache.get('backups', 'a', read)).toEqual({ version: 2 });
});

it('does not remember that there was none', () => {
  const cache = new StateCache();
  expect(cache.get('backups', 'a', () => undefined)).toBeUndefined();
  expect(cache.get('backups', 'a', () => 'there')).toBe('there');
});

it('keeps those that were used last', () => {
  const cache = new StateCache();
  cache.get('backups', 'used', () => 'old');
  cache.get('backups', 'unused', () => 'old');
  for (let n = 0; n < 1999; n += 1) {
    cache.get('backups', 'used', () => 'new');
    cache.get('backups', String(n), () => n);
  }
  expect(cache.get('backups', 'used', () => 'new')).toBe('old');
  expect(cache.get('backups', 'unused', () => 'new')).toBe('new');
});
