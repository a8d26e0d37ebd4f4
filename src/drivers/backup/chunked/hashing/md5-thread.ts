import { Worker } from 'node:worker_threads';
import { BackupStoreError } from '../../port.js';
import { messageOf } from '../engine/failure.js';
import { threadFile } from '../thread-file.js';
import type { Md5 } from './md5-lanes.js';

/** Parts that lie ready for it, so that it never waits for this thread. */
const AHEAD = 3;
/** It has a hash's state and messages. */
const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 };

interface Asked {
  resolve(answer: string | null): void;
  reject(error: unknown): void;
}

/**
 * A thread that hashes one long message at a time, beside everything else that this thread does with it: nothing makes the MD5 of one
 * message faster, so nothing may come in its way. The data must be shared memory, or is copied.
 */
export class Md5Thread {
  #worker: Worker | null = null;
  /** In the order of the answers. */
  readonly #asked: Asked[] = [];
  #isTaken = false;

  constructor(private readonly file: URL = threadFile(new URL('./md5-thread-main.js', import.meta.url))) {}

  /** Null while it hashes another message. */
  open(): Md5 | null {
    if (this.#isTaken) return null;
    this.#isTaken = true;
    let isOpen = true;
    const end = async () => {
      isOpen = false;
      try {
        return (await this.#ask(null)) ?? '';
      } finally {
        this.#isTaken = false;
      }
    };
    return {
      ahead: AHEAD,
      update: async (data) => {
        await this.#ask(data);
      },
      digest: end,
      close: () => {
        // What was hashed of it must not become part of the next one.
        if (isOpen) void end().catch(() => undefined);
      },
    };
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(message: Uint8Array | null): Promise<string | null> {
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
      worker.postMessage(message);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.file, { resourceLimits, execArgv: [] });
    let cause = 'it ended by itself';
    worker.on('message', (answer: string | null) => {
      this.#asked.shift()?.resolve(answer);
      if (this.#asked.length === 0) worker.unref();
    });
    worker.on('error', (error: unknown) => {
      cause = messageOf(error);
    });
    worker.on('exit', () => {
      this.#worker = null;
      for (const { reject } of this.#asked.splice(0))
        reject(new BackupStoreError(`A thread that hashes stopped: ${cause}.`));
    });
    return worker;
  }
}
