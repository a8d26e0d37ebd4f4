interface Started<R> {
  readonly result: Promise<R>;
  isSettled: boolean;
}

/**
 * Runs up to `width` items at a time and hands the results over in the order of the items: each time the next one and those
 * after it that are finished by then. Finished ones that wait for an earlier one count, so what is held back is bounded, too.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  width: number,
  run: (item: T, index: number) => Promise<R>,
): AsyncGenerator<R[], void, undefined> {
  const started: Started<R>[] = [];
  const gate = new Gate();
  const consumer = { isGone: false };
  let end: { readonly failure?: unknown } | null = null;

  const feed = async () => {
    let index = 0;
    for await (const item of items) {
      while (started.length >= width && !consumer.isGone) await gate.changed();
      if (consumer.isGone) return;
      const entry: Started<R> = { result: run(item, index++), isSettled: false };
      const settle = () => {
        entry.isSettled = true;
      };
      entry.result.then(settle, settle);
      started.push(entry);
      gate.change();
    }
  };
  const feeding = feed().then(
    () => {
      end = {};
      gate.change();
    },
    (failure: unknown) => {
      end = { failure };
      gate.change();
    },
  );

  try {
    for (;;) {
      const first = started[0];
      if (first) {
        const batch = [await first.result];
        started.shift();
        while (started[0]?.isSettled) batch.push(await (started.shift() as Started<R>).result);
        gate.change();
        yield batch;
      } else if (end === null) {
        await gate.changed();
      } else {
        if ('failure' in end) throw (end as { failure: unknown }).failure;
        return;
      }
    }
  } finally {
    consumer.isGone = true;
    gate.change();
    await feeding;
  }
}

/** Lets several loops wait for "something has changed". */
class Gate {
  #next = Promise.withResolvers<void>();

  changed(): Promise<void> {
    return this.#next.promise;
  }

  change(): void {
    this.#next.resolve();
    this.#next = Promise.withResolvers<void>();
  }
}
