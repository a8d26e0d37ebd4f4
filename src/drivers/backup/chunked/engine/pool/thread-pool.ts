import { availableParallelism } from 'node:os';
import { BackupStoreError } from '../../../port.js';
import { threadFile } from '../../thread-file.js';
import type { Input, Output, TaskName } from '../tasks/task-table.js';
import { FairQueue } from './fair-queue.js';
import type { FromThread } from './messages.js';
import { PoolThread } from './pool-thread.js';
import type { PoolMember, TaskPool } from './task-pool.js';
import { fromWire } from './wire-error.js';

export interface ThreadPoolOptions {
  /** Default: one for each core, as far as the memory budget reaches. */
  readonly threads?: number;
  /** Bytes that all threads together may need above the idle process. Default 256 MiB. */
  readonly memoryBudget?: number;
  /** Compiled entry of the threads. Default: the one beside this file, or its twin in dist. */
  readonly file?: URL | string;
}

/** Tasks that a thread runs side by side: it computes while other objects wait for the disk, and hashes one in each lane. */
const tasksPerThread = 8;
/** Half of the most that was measured with two threads, restoring zstd: heap, slots, codecs and what waits to be collected. */
const bytesPerThread = 120 * 1024 * 1024;

/** One operation. */
interface Owner {
  stopped: { readonly reason: unknown } | null;
}

interface Job {
  readonly id: number;
  readonly owner: Owner;
  readonly name: TaskName;
  readonly input: unknown;
  resolve(output: unknown): void;
  reject(reason: unknown): void;
  thread?: PoolThread;
}

const shuttingDown = () => new BackupStoreError('The backup service is shutting down.');

/** How many threads fit. At least one, however small the budget. */
export function threadsFor(cores: number, memoryBudget: number): number {
  return Math.max(1, Math.min(cores, Math.floor(memoryBudget / bytesPerThread)));
}

/** A pool of worker threads. They start with the first task; one that dies takes its own tasks with it and is replaced. */
export class ThreadPool implements TaskPool {
  readonly width: number;
  readonly #size: number;
  readonly #file: URL | string;
  readonly #threads = new Set<PoolThread>();
  readonly #queue = new FairQueue<Owner, Job>();
  readonly #jobs = new Map<number, Job>();
  #lastId = 0;
  #closed = false;

  constructor(options: ThreadPoolOptions = {}) {
    const budget = options.memoryBudget ?? 256 * 1024 * 1024;
    this.#size = options.threads ?? threadsFor(availableParallelism(), budget);
    this.width = this.#size * tasksPerThread;
    this.#file = options.file ?? threadFile(new URL('./thread-main.js', import.meta.url));
  }

  join(): PoolMember {
    const owner: Owner = { stopped: null };
    return {
      run: (name, input) => this.#run(owner, name, input),
      stop: (reason) => this.#stop(owner, reason),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) job.reject(shuttingDown());
    await Promise.all([...this.#threads].map((thread) => thread.terminate()));
  }

  #run<N extends TaskName>(owner: Owner, name: N, input: Input<N>) {
    return new Promise<Output<N>>((resolve, reject) => {
      if (owner.stopped) throw owner.stopped.reason;
      if (this.#closed) throw shuttingDown();
      const id = ++this.#lastId;
      // The table ties a task's name to its output; that knowledge does not survive the message.
      const job: Job = {
        id,
        owner,
        name,
        input,
        reject,
        resolve: resolve as (output: unknown) => void,
      };
      this.#queue.push(owner, job);
      this.#dispatch();
    });
  }

  async #stop(owner: Owner, reason: unknown): Promise<void> {
    owner.stopped ??= { reason };
    for (const job of this.#queue.drain(owner)) job.reject(reason);
    const running = [...this.#jobs.values()].filter((job) => job.owner === owner);
    await Promise.all(
      running.map(
        (job) =>
          new Promise<void>((resolve) => {
            const { reject } = job;
            job.resolve = job.reject = () => {
              reject(reason);
              resolve();
            };
            job.thread?.send({ kind: 'abort', id: job.id });
          }),
      ),
    );
  }

  #dispatch(): void {
    while (!this.#queue.isEmpty && !this.#closed) {
      const thread = this.#leastBusy();
      const job = thread && this.#queue.shift();
      if (!job) break;
      this.#start(thread, job);
    }
  }

  #start(thread: PoolThread, job: Job): void {
    job.thread = thread;
    this.#jobs.set(job.id, job);
    thread.started(job.id);
    thread.send({ kind: 'run', id: job.id, name: job.name, input: job.input });
  }

  /** A thread with room, a new one before a second task on an old one. */
  #leastBusy(): PoolThread | undefined {
    let best: PoolThread | undefined;
    for (const thread of this.#threads) {
      if (thread.running.size < (best?.running.size ?? tasksPerThread)) best = thread;
    }
    if (best?.running.size !== 0 && this.#threads.size < this.#size) best = this.#spawn();
    return best;
  }

  #spawn(): PoolThread {
    const thread = new PoolThread(this.#file, {
      onMessage: (from, message) => {
        this.#receive(from, message);
      },
      onEnd: (from, cause) => {
        this.#lost(from, cause);
      },
    });
    this.#threads.add(thread);
    return thread;
  }

  #receive(thread: PoolThread, message: FromThread): void {
    const job = this.#jobs.get(message.id);
    if (!job) return;
    this.#jobs.delete(job.id);
    thread.ended(job.id);
    if (message.kind === 'done') job.resolve(message.output);
    else job.reject(fromWire(message.error));
    this.#dispatch();
  }

  #lost(thread: PoolThread, cause: string | null): void {
    this.#threads.delete(thread);
    const failure = this.#closed
      ? shuttingDown()
      : new BackupStoreError(
          `A worker thread of the backup service stopped: ${cause ?? 'it ended by itself'}.`,
        );
    for (const id of thread.running) {
      const job = this.#jobs.get(id);
      this.#jobs.delete(id);
      job?.reject(failure);
    }
    this.#dispatch();
  }
}
