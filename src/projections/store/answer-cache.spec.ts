import { AnswerCache } from './answer-cache.js';
import type { Row } from './row.js';

const rowsOf = (count: number): readonly Row[] => Array.from({ length: count }, (_, id) => ({ id }));

it('asks once for each statement and its parameters', () => {
  const cache = new AnswerCache();
  const first = cache.get('SELECT ?', ['a'], () => rowsOf(1));
  expect(cache.get('SELECT ?', ['a'], () => rowsOf(2))).toBe(first);
  expect(cache.get('SELECT ?', ['b'], () => rowsOf(2))).toHaveLength(2);
  expect(cache.get('SELECT ? ', ['a'], () => rowsOf(3))).toHaveLength(3);
  cache.clear();
  expect(cache.get('SELECT ?', ['a'], () => rowsOf(2))).toHaveLength(2);
});

it('lets everything go when it is full', () => {
  const cache = new AnswerCache();
  cache.get('SELECT small', [], () => rowsOf(1));
  cache.get('SELECT too much', [], () => rowsOf(20_000));
  expect(cache.get('SELECT small', [], () => rowsOf(2))).toHaveLength(2);
  expect(cache.get('SELECT too much', [], () => rowsOf(3))).toHaveLength(3);
});
