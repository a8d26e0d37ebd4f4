import { open, type FileHandle } from 'node:fs/promises';
import { deviceFailure } from '../device-reader.js';

/** Bytes that may wait in the page cache before the disk is set to work on them. */
const SYNC_BYTES = 64 * 1024 * 1024;

/**
 * Writes to the target of a restore. The disk takes the bytes of a big object while the next ones come: left to the end, two
 * gigabytes would be synced with everybody waiting.
 */
export class TargetWriter {
  #unsynced = 0;
  #syncing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** Opens what is there, without truncation. @throws BackupStoreError */
  static async open(path: string): Promise<TargetWriter> {
    const file = await open(path, 'r+').catch(deviceFailure(`The target ${path} cannot be opened`));
    return new TargetWriter(path, file);
  }

  /** @throws BackupStoreError */
  async write(data: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < data.length) {
      const at = position + done;
      const { bytesWritten } = await this.file
        .write(data, done, data.length - done, at)
        .catch(deviceFailure(`The target ${this.path} cannot be written at byte ${at}`));
      done += bytesWritten;
    }
    this.#unsynced += data.length;
    if (this.#unsynced >= SYNC_BYTES) await this.#startSync();
  }

  /** Resolves when what was set going is done; not everything is durable then. @throws BackupStoreError */
  async close(): Promise<void> {
    try {
      await this.#syncing;
    } finally {
      await this.file.close();
    }
  }

  async #startSync(): Promise<void> {
    await this.#syncing;
    this.#unsynced = 0;
    this.#syncing = this.file.datasync().catch(deviceFailure(`The target ${this.path} cannot be written`));
    // Met at the next sync or at the end.
    this.#syncing.catch(() => {});
  }
}
