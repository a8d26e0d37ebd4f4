import type { FileHandle } from 'node:fs/promises';

/** So much of one file waits for the disk at most, twice over: what it does not know of, it cannot begin with. */
const SYNC_BYTES = 64 * 2 ** 20;

/**
 * Lets the disk work while the rest of a long file is still to come. Otherwise the system keeps all of it back until the sync at
 * its end, and that takes as long as the disk needs for the whole file: two gigabytes, with everybody waiting.
 */
export class SyncBehind {
  #unsynced = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly file: Pick<FileHandle, 'datasync'>) {}

  /** Resolves when more may be written. @throws what a sync of earlier bytes failed with: the system tells that only once */
  async wrote(bytes: number): Promise<void> {
    this.#unsynced += bytes;
    if (this.#unsynced < SYNC_BYTES) return;
    this.#unsynced = 0;
    await this.#running;
    this.#running = this.file.datasync();
    // Met at the next sync or at the end.
    this.#running.catch(() => undefined);
  }

  /** Resolves when no sync runs any more; what was written since the last began is not durable yet. @throws as {@link wrote} */
  async settled(): Promise<void> {
    await this.#running;
  }
}
