import { Worker } from 'node:worker_threads';
import { messageOf } from '../failure.js';
import type { FromThread, ToThread } from './messages.js';

export interface ThreadListener {
  onMessage(thread: PoolThread, message: FromThread): void;
  /** The thread is gone, once, whatever the cause. */
  onEnd(thread: PoolThread, cause: string | null): void;
}

/** One worker thread and the ids of what it runs. It keeps the process alive only while it works. */
export class PoolThread {
  readonly running = new Set<number>();
  readonly #worker: Worker;
  #cause: string | null = null;

  constructor(file: URL | string, listener: ThreadListener) {
    // Small young generation: the tasks make many short-lived buffers, and a big one only delays giving them back.
    const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 };
    this.#worker = new Worker(file, { resourceLimits, execArgv: [] });
    this.#worker.on('message', (message: FromThread) => {
      listener.onMessage(this, message);
    });
    this.#worker.on('error', (error: unknown) => {
      this.#cause = messageOf(error);
    });
    this.#worker.on('exit', () => {
      listener.onEnd(this, this.#cause);
    });
    this.#worker.unref();
  }

  send(message: ToThread): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    this.#worker.postMessage(message);
  }

  started(id: number): void {
    this.running.add(id);
    this.#worker.ref();
  }

  ended(id: number): void {
    this.running.delete(id);
    if (this.running.size === 0) this.#worker.unref();
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}
