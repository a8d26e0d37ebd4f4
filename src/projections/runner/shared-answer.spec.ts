import { setImmediate as nextTurn } from 'node:timers/promises';
import { SharedAnswer } from './shared-answer.js';

const questions = () => {
  const put: PromiseWithResolvers<number>[] = [];
  const shared = new SharedAnswer(() => {
    const question = Promise.withResolvers<number>();
    put.push(question);
    return question.promise;
  });
  return { put, shared };
};

it('asks at once when nobody else does', async () => {
  const { put, shared } = questions();
  const answer = shared.next();
  put[0]?.resolve(1);
  expect(await answer).toBe(1);
  await nextTurn();
  const next = shared.next();
  put[1]?.resolve(2);
  expect(await next).toBe(2);
});

it('asks once more for all who came while the question was under way', async () => {
  const { put, shared } = questions();
  const first = shared.next();
  const later = [shared.next(), shared.next(), shared.next()];
  await nextTurn();
  expect(put).toHaveLength(1);
  put[0]?.resolve(1);
  await nextTurn();
  expect(put).toHaveLength(2);
  const last = shared.next();
  put[1]?.resolve(2);
  await nextTurn();
  put[2]?.resolve(3);
  expect(await Promise.all([first, ...later, last])).toEqual([1, 2, 2, 2, 3]);
});

it('gives a failure to those who share it only', async () => {
  const { put, shared } = questions();
  const first = shared.next();
  const second = shared.next();
  put[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await nextTurn();
  put[1]?.resolve(2);
  expect(await second).toBe(2);
});
