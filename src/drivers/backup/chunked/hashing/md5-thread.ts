import { Worker } from 'node:worker_threads';
import { BackupStoreError } from '../../port.js';
import { messageOf } from '../engine/failure.js';
import { threadFile } from '../thread-file.js';
import type { Md5 } from './md5-lanes.js';

/** Parts that may lie ready for it, so that it does not wait for this thread, nor for it the compressors that get the same parts. */
const AHEAD = 8;
/** It has a hash's state and messages. */
const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 };

const GONE = 'A thread that hashes stopped';

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
    // Another thread would know nothing of what this one has hashed of the message.
    const worker = (this.#worker ??= this.#start());
    this.#isTaken = true;
    let isOpen = true;
    // The next message's parts come after this in the thread, so it may begin at once.
    const end = async () => {
      isOpen = false;
      this.#isTaken = false;
      return (await this.#ask(worker, null)) ?? '';
    };
    return {
      ahead: AHEAD,
      update: async (data) => {
        await this.#ask(worker, data);
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

  async #ask(worker: Worker, message: Uint8Array | null): Promise<string | null> {
    if (worker !== this.#worker) throw new BackupStoreError(`${GONE}.`);
    worker.ref();
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    this.#asked.push({ resolve, reject });
    worker.postMessage(message, []);
    return promise;
  }

  #start(): Worker {
    const worker = new Worker(this.file, { resourceLimits, execArgv: [] });
    let why = '';
    worker.on('message', (answer: string | null) => {
      this.#asked.shift()?.resolve(answer);
      if (this.#asked.length === 0) worker.unref();
    });
    worker.on('error', (error: unknown) => {
      why = `: ${messageOf(error)}`;
    });
    worker.on('exit', () => {
      this.#worker = null;
      for (const { reject } of this.#asked.splice(0)) reject(new BackupStoreError(`${GONE}${why}.`));
    });
    return worker;
  }
}
