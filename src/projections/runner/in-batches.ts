import { setImmediate as nextTurn } from 'node:timers/promises';

const turn = Symbol('turn');

/**
 * What arrives within one turn of the event loop, at most `max` items at a time: a burst costs one transaction, a single
 * item waits for nothing, and between batches the loop is free for others. One item is always asked for in advance: end the
 * source before you leave the loop early, or leaving waits for that item.
 */
export async function* inBatches<T>(source: AsyncIterable<T>, max: number): AsyncGenerator<readonly T[]> {
  const items = source[Symbol.asyncIterator]();
  const pull = (): Promise<IteratorResult<T>> => {
    const item = items.next();
    // It is awaited later; until then a failure must not count as unhandled.
    item.catch(() => undefined);
    return item;
  };
  try {
    let pending = pull();
    for (let first = await pending; first.done !== true; first = await pending) {
      const batch = [first.value];
      const turnOver = nextTurn(turn);
      pending = pull();
      while (batch.length < max) {
        const item = await Promise.race([pending, turnOver]);
        if (item === turn || item.done === true) break;
        batch.push(item.value);
        pending = pull();
      }
      await turnOver;
      yield batch;
    }
  } finally {
    await items.return?.();
  }
}
