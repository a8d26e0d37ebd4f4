import { availableParallelism } from 'node:os';

/** Pieces under way: one for each core and one that waits, up to the four threads that Node has for them. */
export const AT_ONCE = Math.min(availableParallelism() + 1, 4);

/** Streams that are compressed in this thread now. They share what may be under way: with several, fewer pieces of each are enough. */
let open = 0;

export interface OpenStream {
  /** How many pieces it may have under way, at least one. */
  share(): number;
  /** Always the last call. */
  close(): void;
}

/** @param most pieces that all streams may have under way together */
export const openStream = (most = AT_ONCE): OpenStream => {
  open++;
  return { share: () => Math.ceil(most / open), close: () => void open-- };
};

/**
 * What becomes of the items, in their order, while up to `limit` of them are worked on side by side. An item is in use until its
 * result has come out; when this ends, none is worked on any more.
 */
export async function* pipelined<T, R>(
  items: AsyncIterable<T>,
  work: (item: T) => Promise<R>,
  limit: () => number,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // A failure is met when its turn comes; until then it must not count as unhandled.
      result.catch(() => {});
      underWay.push(result);
      while (underWay.length >= limit()) yield (await underWay.shift()) as R;
    }
    for (const result of underWay) yield await result;
  } finally {
    await Promise.allSettled(underWay);
  }
}
