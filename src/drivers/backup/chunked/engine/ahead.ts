/**
 * Lets the source work while its consumer is busy: keeps up to `depth` items beyond the one in the consumer's hands, made or in
 * the making. An item is in use until the consumer asks for the next one.
 */
export async function* ahead<T>(source: AsyncIterable<T>, depth: number): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const pulled: Promise<IteratorResult<T>>[] = [];
  try {
    for (;;) {
      while (pulled.length <= depth) {
        const next = iterator.next();
        // A failure is met when its turn comes; until then it must not count as unhandled.
        next.catch(() => {});
        pulled.push(next);
      }
      const result = await pulled.shift();
      if (!result || result.done) return;
      yield result.value;
    }
  } finally {
    // Ends a generator after the items it still makes, so nothing of it runs on.
    await iterator.return?.();
  }
}
