import { inOrder } from './in-order.js';

describe('inOrder', () => {
  const controlled = () => {
    const running = new Map<number, PromiseWithResolvers<number>>();
    const run = (item: number) => {
      const one = Promise.withResolvers<number>();
      running.set(item, one);
      return one.promise;
    };
    const finish = (item: number) => running.get(item)?.resolve(item);
    return { running, run, finish };
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('runs no more than the width, the ones held back included, and hands over in order', async () => {
    const { running, run, finish } = controlled();
    const results = inOrder([1, 2, 3, 4, 5], 3, run);
    const first = results.next();
    await turn();
    expect([...running.keys()]).toEqual([1, 2, 3]);
    finish(2);
    finish(3);
    await turn();
    expect([...running.keys()]).toEqual([1, 2, 3]);
    finish(1);
    expect((await first).value).toEqual([1, 2, 3]);
    const second = results.next();
    await turn();
    finish(5);
    finish(4);
    expect((await second).value).toEqual([4, 5]);
    expect((await results.next()).done).toBe(true);
  });

  it('hands over a result while the source of items is still busy', async () => {
    const never = Promise.withResolvers<void>();
    async function* slow() {
      yield 1;
      await never.promise;
    }
    const results = inOrder(slow(), 3, async (item) => item);
    expect((await results.next()).value).toEqual([1]);
    never.resolve();
    expect((await results.next()).done).toBe(true);
  });

  it('fails with the failure of an item, or of the source after the results before it', async () => {
    const failing = inOrder([1, 2], 2, async (item) => {
      if (item === 2) throw new Error('second');
      return item;
    });
    const all = async () => {
      const got: number[] = [];
      for await (const batch of failing) got.push(...batch);
      return got;
    };
    await expect(all()).rejects.toThrow('second');

    async function* source() {
      yield 1;
      throw new Error('no more');
    }
    const results = inOrder(source(), 2, async (item) => item);
    expect((await results.next()).value).toEqual([1]);
    await expect(results.next()).rejects.toThrow('no more');
  });

  it('starts nothing more when the consumer leaves', async () => {
    const started: number[] = [];
    const results = inOrder([1, 2, 3, 4], 1, async (item) => started.push(item));
    await results.next();
    await results.return();
    await turn();
    expect(started.length).toBeLessThan(4);
  });
});
