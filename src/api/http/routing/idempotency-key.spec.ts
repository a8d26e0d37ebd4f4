import { idempotencyOf } from './idempotency-key.js';

const path = '/v3/backups';
const digest = (body: unknown, of = path): string | undefined => idempotencyOf('k', of, body)?.request;

it('says nothing without the header', () => {
  expect(idempotencyOf(undefined, path, {})).toBeUndefined();
});

it('takes a body for the same in whatever order its members come', () => {
  expect(digest({ backup: { name: 'a', force: true, metadata: { x: '1', y: '2' } } })).toBe(
    digest({ backup: { metadata: { y: '2', x: '1' }, force: true, name: 'a' } }),
  );
});

it.each([
  ['another value', { backup: { name: 'b' } }, path],
  ['one member more', { backup: { name: 'a', force: false } }, path],
  ['another path', { backup: { name: 'a' } }, '/v3/backups/1/restore'],
  ['a list in another order', { backup: { name: ['b', 'a'] } }, path],
])('tells %s', (_what, body, of) => {
  expect(digest(body, of)).not.toBe(digest({ backup: { name: 'a' } }));
  expect(digest({ backup: { name: ['a', 'b'] } })).not.toBe(digest(body, of));
});

it.each(['!', '~'.repeat(255), '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])('takes the key %s', (key) => {
  expect(idempotencyOf(key, path, {})?.key).toBe(key);
});

it.each(['', '~'.repeat(256), 'two words', 'tab\tbed', 'schlüssel', 'first, second'])(
  'refuses the key %j',
  (key) => {
    expect(() => idempotencyOf(key, path, {})).toThrow('1 to 255 visible ASCII characters');
  },
);
