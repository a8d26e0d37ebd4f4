import { AT_ONCE } from './pipelined.js';

/** The compressors of a thread: as many as it can use at a time, whatever the number of streams, so that memory stays flat. */
export class Compressors<C> {
  readonly #free: C[] = [];
  readonly #waiting: ((compressor: C) => void)[] = [];
  #made = 0;

  /** @param most how many can be used at a time */
  constructor(
    private readonly make: () => C,
    private readonly most = AT_ONCE,
  ) {}

  /** In the order of the calls, so that a stream's next piece never waits for one that is behind it. */
  async take(): Promise<C> {
    const known = this.#free.pop();
    if (known !== undefined) return known;
    if (this.#made < this.most) {
      const compressor = this.make();
      // One that could not be made must not count: others would wait for it.
      this.#made++;
      return compressor;
    }
    const { promise, resolve } = Promise.withResolvers<C>();
    this.#waiting.push(resolve);
    return promise;
  }

  give(compressor: C): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(compressor);
    else next(compressor);
  }
}
