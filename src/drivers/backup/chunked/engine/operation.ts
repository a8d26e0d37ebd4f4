import { BackupStoreError, InvalidBackup } from '../../port.js';
import { codeOf, messageOf } from './failure.js';
import type { PoolMember, TaskPool } from './pool/task-pool.js';
import type { Input, Output, TaskName } from './tasks/task-table.js';

/**
 * One backup or restore while it runs. The first failure, from wherever it comes, stops all of it; its reason is what the caller
 * gets, and nothing of the operation runs on after the caller got it.
 */
export class Operation {
  readonly #controller = new AbortController();
  readonly #member: PoolMember;

  private constructor(readonly pool: TaskPool) {
    this.#member = pool.join();
  }

  /** @throws the signal's reason, or what the work throws */
  static async run<T>(
    pool: TaskPool,
    signal: AbortSignal,
    work: (operation: Operation) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const operation = new Operation(pool);
    const onAbort = () => {
      operation.fail(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await work(operation);
    } catch (error) {
      operation.fail(error);
      const reason: unknown = operation.signal.reason;
      await operation.#member.stop(reason);
      throw reason;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Aborted when the operation has failed or was told to stop. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  fail(reason: unknown): void {
    if (this.signal.aborted) return;
    this.#controller.abort(reason);
    void this.#member.stop(reason);
  }

  /** Runs a task in the pool. */
  async task<N extends TaskName>(name: N, input: Input<N>): Promise<Output<N>> {
    this.signal.throwIfAborted();
    try {
      return await this.#member.run(name, input);
    } catch (error) {
      this.fail(spoolFailure(error));
      throw this.signal.reason;
    }
  }

  /** Waits for something outside the pool, but no longer than the operation lasts. Its failure stops the operation. */
  async until<T>(outside: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const onAbort = () => {
      reject(this.signal.reason);
    };
    if (this.signal.aborted) onAbort();
    this.signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([outside, promise]);
    } catch (error) {
      this.fail(error);
      throw error;
    } finally {
      this.signal.removeEventListener('abort', onAbort);
    }
  }

  /** The same stream, ending with the operation. */
  async *guard(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      this.signal.throwIfAborted();
      yield piece;
    }
  }
}

/** What the store and the device say is explained where it happens; what is left of the system's errors is the spool's. */
export function spoolFailure(error: unknown): unknown {
  if (error instanceof InvalidBackup || error instanceof BackupStoreError) return error;
  if (!/^E[A-Z]+$/.test(codeOf(error) ?? '')) return error;
  return new BackupStoreError(`The backup service's spool directory failed: ${messageOf(error)}`, {
    cause: error,
  });
}
