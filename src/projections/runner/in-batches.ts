import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Batching<T> {
  /** How many items a batch may have. */
  readonly max: number;
  /** Nothing is gathered behind such an item. */
  readonly isLast: (item: T) => boolean;
}

/**
 * The items of `source` in batches: a burst costs one transaction, a single item waits for nothing when there is nothing to
 * gather for, and between batches the loop is free for others. One item is always asked for in advance: end the source
 * before you leave the loop early, or leaving waits for that item.
 */
export async function* inBatches<T>(
  source: AsyncIterable<T>,
  batching: Batching<T>,
): AsyncGenerator<readonly T[]> {
  const items = source[Symbol.asyncIterator]();
  const ahead = new OneAhead(items);
  try {
    for (let first = await ahead.item; first.done !== true; first = await ahead.item) {
      const batch = [first.value];
      const turnOver = nextTurn();
      const turn = { isOver: false };
      void turnOver.then(() => {
        turn.isOver = true;
        ahead.wake();
      });
      let last: T = first.value;
      ahead.next();
      while (batch.length < batching.max && !batching.isLast(last)) {
        while (ahead.arrived === undefined && !turn.isOver) await ahead.change();
        const { arrived } = ahead;
        if (arrived === undefined || arrived === 'failed' || arrived.done === true) break;
        last = arrived.value;
        batch.push(last);
        ahead.next();
      }
      await turnOver;
      yield batch;
    }
  } finally {
    await items.return?.();
  }
}

/** The item asked for in advance: to be awaited, or looked at without waiting. */
class OneAhead<T> {
  item: Promise<IteratorResult<T>>;
  /** What `item` came to; undefined while it is on its way. */
  arrived: IteratorResult<T> | 'failed' | undefined;
  #wake: (() => void) | undefined;

  constructor(private readonly items: AsyncIterator<T>) {
    this.item = this.next();
  }

  next(): Promise<IteratorResult<T>> {
    this.arrived = undefined;
    this.item = this.items.next();
    // Whoever awaits the item hears of a failure; until then it must not count as unhandled.
    this.item.then(
      (result) => this.#settle(result),
      () => this.#settle('failed'),
    );
    return this.item;
  }

  /** Resolves when the item has arrived, or at {@link wake}. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake?.();
  }

  #settle(result: IteratorResult<T> | 'failed'): void {
    this.arrived = result;
    this.wake();
  }
}
