import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that may pass through a thread before it gives back the buffers they came in. */
const BYTES_BETWEEN = 8 * 1024 * 1024;
/** Bytes of buffers that a thread may have after that. Those that were in use at two collections only go with all of the heap's. */
const BUFFERS_AFTER = 12 * 1024 * 1024;

type Collect = (options: { readonly type: 'minor' | 'major' }) => void;

/**
 * Codecs make a new buffer for each piece that comes out of them. V8 counts those as small objects and lets about 64 MiB of them
 * gather in every thread before it collects; a young collection every 8 MiB costs well under a millisecond and keeps that flat.
 */
export class GarbageWatch {
  readonly #collect: Collect;
  #bytes = 0;
  #limit = BUFFERS_AFTER;

  constructor() {
    // Flags belong to the process: a thread that took this one back would take it from another thread that starts just now.
    setFlagsFromString('--expose-gc');
    this.#collect = runInNewContext('gc') as Collect;
  }

  passed(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < BYTES_BETWEEN) return;
    this.#bytes = 0;
    // Tasks that read into shared memory only make none.
    if (getHeapStatistics().external_memory <= BUFFERS_AFTER) return;
    this.#collect({ type: 'minor' });
    if (getHeapStatistics().external_memory <= this.#limit) return;
    this.#collect({ type: 'major' });
    // What is really in use must not be looked for again and again.
    this.#limit = Math.max(BUFFERS_AFTER, 1.5 * getHeapStatistics().external_memory);
  }
}
