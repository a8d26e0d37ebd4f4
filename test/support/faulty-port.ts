type Method<P> = keyof P & string;

const never = new Promise<never>(() => undefined);

interface Planned {
  readonly method: string;
  left: number;
  readonly effect: () => unknown;
}

/** Calls of one port that go wrong, planned by a test. */
export class Faults<P extends object> {
  private readonly planned: Planned[] = [];
  private readonly running = new Set<Promise<unknown>>();
  private dead = false;
  /** Names of the methods in the order they were called. */
  readonly calls: string[] = [];

  /** The next `times` calls of the method fail instead of doing anything. */
  fail(method: Method<P>, error: Error, times = 1): void {
    this.run(method, () => Promise.reject(error), times);
  }

  /** Runs this in place of the next calls; when it resolves to `undefined` the real call follows. */
  run(method: Method<P>, effect: () => unknown, times = 1): void {
    this.planned.push({ method, left: times, effect });
  }

  /** The process of the port has ended: nothing is done or answered any more. */
  kill(): void {
    this.dead = true;
  }

  /** Resolves when nothing is being done, whether anybody hears of it or not. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  /** The port with the faults in it. */
  on(port: P): P {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function' || typeof name !== 'string') return member;
        return (...given: unknown[]) => this.call(name, () => Reflect.apply(member, target, given));
      },
    });
  }

  private call(name: string, real: () => unknown): unknown {
    if (this.dead) return never;
    this.calls.push(name);
    const planned = this.planned.find(({ method, left }) => method === name && left > 0);
    if (planned === undefined) return this.watched(real());
    planned.left -= 1;
    return this.watched((async () => (await planned.effect()) ?? real())());
  }

  private watched(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    this.running.add(result);
    const ended = (): void => void this.running.delete(result);
    result.then(ended, ended);
    return result.finally(() => (this.dead ? never : undefined));
  }
}
