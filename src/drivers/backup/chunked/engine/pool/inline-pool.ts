import type { TaskContext } from '../tasks/task-context.js';
import { taskTable, type Input, type Output, type TaskName } from '../tasks/task-table.js';
import type { PoolMember, TaskPool } from './task-pool.js';

export interface InlinePoolOptions {
  readonly width?: number;
  /** Gives the tasks their store; a store that lives in this process's memory cannot reach other threads. */
  readonly openStore: TaskContext['openStore'];
}

/** Runs the same tasks in the calling thread. For stores that cannot cross threads, and for tests that inject faults. */
export class InlinePool implements TaskPool {
  readonly width: number;
  readonly #openStore: TaskContext['openStore'];

  constructor({ width = 3, openStore }: InlinePoolOptions) {
    this.width = width;
    this.#openStore = openStore;
  }

  join(): PoolMember {
    const controller = new AbortController();
    const running = new Set<Promise<unknown>>();
    const openStore = this.#openStore;
    const { signal } = controller;
    const run = async <N extends TaskName>(name: N, input: Input<N>): Promise<Output<N>> => {
      signal.throwIfAborted();
      const task = taskTable[name] as unknown as (
        given: Input<N>,
        context: TaskContext,
      ) => Promise<Output<N>>;
      const result = task(input, { signal, passed: () => {}, openStore });
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    };
    const stop = async (reason: unknown) => {
      controller.abort(reason);
      await Promise.allSettled(running);
    };
    return { run, stop };
  }

  async close(): Promise<void> {}
}
