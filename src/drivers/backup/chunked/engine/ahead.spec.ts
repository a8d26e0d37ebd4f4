import { ahead } from './ahead.js';

describe('ahead', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('makes the next items while the consumer has one, and no more of them', async () => {
    const made: number[] = [];
    async function* source() {
      for (let item = 1; item <= 6; item++) {
        made.push(item);
        yield item;
      }
    }
    const items = ahead(source(), 2);
    expect((await items.next()).value).toBe(1);
    await turn();
    expect(made).toEqual([1, 2, 3]);
    const rest: number[] = [];
    for await (const item of items) rest.push(item);
    expect(rest).toEqual([2, 3, 4, 5, 6]);
  });

  it('fails in its turn', async () => {
    async function* source() {
      yield 1;
      throw new Error('broken');
    }
    const items = ahead(source(), 3);
    expect((await items.next()).value).toBe(1);
    await turn();
    await expect(items.next()).rejects.toThrow('broken');
  });

  it('ends its source when the consumer leaves', async () => {
    let isClosed = false;
    async function* source() {
      try {
        for (;;) yield 1;
      } finally {
        isClosed = true;
      }
    }
    for await (const item of ahead(source(), 2)) if (item === 1) break;
    expect(isClosed).toBe(true);
  });
});
