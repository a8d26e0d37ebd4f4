/** Runs tasks of one key after another and tasks of different keys side by side. */
export class KeyedMutex {
  private readonly tails = new Map<string, Promise<unknown>>();

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    const tail = mine.catch(() => undefined);
    this.tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }

  /** As {@link run}, for several keys at once: taken in one order, so that no two tasks wait for each other. */
  runAll<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const [first, ...others] = [...new Set(keys)].sort();
    return first === undefined ? task() : this.run(first, () => this.runAll(others, task));
  }
}
