import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that may pass through a thread before it gives back the buffers they came in. */
const BYTES_BETWEEN = 16 * 1024 * 1024;

/**
 * Stores and codecs make a new buffer for each piece they read. V8 counts those as small objects and lets about 64 MiB of them
 * gather in every thread before it collects; a young collection every 16 MiB costs well under a millisecond and keeps that flat.
 */
export class GarbageWatch {
  readonly #collect: (options: { readonly type: 'minor' }) => void;
  #bytes = 0;

  constructor() {
    // Flags belong to the process: a thread that took this one back would take it from another thread that starts just now.
    setFlagsFromString('--expose-gc');
    this.#collect = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void;
  }

  passed(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < BYTES_BETWEEN) return;
    this.#bytes = 0;
    this.#collect({ type: 'minor' });
  }
}
