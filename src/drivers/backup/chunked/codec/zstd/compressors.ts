import { AT_ONCE } from '../pipelined.js';
import { type Context, roomFor, type ZstdLibrary } from './library.js';

/** A state and the room for what it makes of one piece. */
export interface Compressor {
  readonly context: Context;
  readonly out: Uint8Array;
}

/** The compressors of a thread: as many as it can use at a time, whatever the number of streams, so that memory stays flat. */
export class Compressors {
  readonly #free: Compressor[] = [];
  readonly #waiting: ((compressor: Compressor) => void)[] = [];
  #made = 0;

  constructor(
    private readonly zstd: ZstdLibrary,
    private readonly pieceBytes: number,
  ) {}

  /** In the order of the calls, so that a stream's next piece never waits for one that is behind it. */
  async take(): Promise<Compressor> {
    const known = this.#free.pop();
    if (known !== undefined) return known;
    if (this.#made < AT_ONCE) {
      this.#made++;
      const out = new Uint8Array(new SharedArrayBuffer(roomFor(this.pieceBytes)));
      return { context: this.zstd.createContext(), out };
    }
    const { promise, resolve } = Promise.withResolvers<Compressor>();
    this.#waiting.push(resolve);
    return promise;
  }

  give(compressor: Compressor): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(compressor);
    else next(compressor);
  }
}
