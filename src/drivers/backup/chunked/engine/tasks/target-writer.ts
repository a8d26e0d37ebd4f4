import { open, type FileHandle } from 'node:fs/promises';
import { SyncBehind } from '../../../sync-behind.js';
import { deviceFailure } from '../device-reader.js';
import { BUFFER_BYTES, giveBuffer, takeBuffer } from './aligned-buffers.js';
import { openDirect, type DirectFile } from './direct-file.js';

/** Bytes that follow each other on the target, on their way there. */
interface Run {
  readonly buffer: Buffer;
  readonly position: number;
  length: number;
}

/**
 * Writes to the target of a restore: gathers what follows each other, and writes it past the page cache where that can be done,
 * while the next bytes come.
 */
export class TargetWriter {
  #run: Run | null = null;
  #writing: Promise<void> = Promise.resolve();
  readonly #behind: SyncBehind;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly direct: DirectFile | null,
  ) {
    this.#behind = new SyncBehind(file);
  }

  /** Opens what is there, without truncation. @throws BackupStoreError */
  static async open(path: string, directly = openDirect): Promise<TargetWriter> {
    const failure = deviceFailure(`The target ${path} cannot be opened`);
    const file = await open(path, 'r+').catch(failure);
    try {
      return new TargetWriter(path, file, await directly(path).catch(failure));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The data may change as soon as this resolves. @throws BackupStoreError for this write or one before */
  async write(data: Uint8Array, position: number): Promise<void> {
    if (this.direct === null) {
      await this.#writeThroughCache(data, position);
      return;
    }
    for (let done = 0; done < data.length;) {
      const run = await this.#runAt(position + done);
      if (run === null) {
        await this.#writeThroughCache(data.subarray(done), position + done);
        return;
      }
      const part = data.subarray(done, done + BUFFER_BYTES - run.length);
      run.buffer.set(part, run.length);
      run.length += part.length;
      done += part.length;
    }
  }

  /** Everything is written then, and not durable yet. @throws BackupStoreError */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#writing;
    await this.#behind.settled().catch(this.#cannotBeWritten);
  }

  /** Always the last call, after a failure too: what was not finished may be written or not. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#behind.settled()]);
    if (this.#run !== null) giveBuffer(this.#run.buffer);
    this.#run = null;
    await this.direct?.close();
    await this.file.close();
  }

  /** The run that goes on here, or a new one; null when there is no memory for it. */
  async #runAt(position: number): Promise<Run | null> {
    const run = this.#run;
    if (run !== null && run.length < BUFFER_BYTES && run.position + run.length === position) return run;
    await this.#flush();
    const buffer = takeBuffer();
    if (buffer !== null) this.#run = { buffer, position, length: 0 };
    return this.#run;
  }

  /** Sets the run going once the one before has arrived. */
  async #flush(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    await this.#writing;
    this.#run = null;
    this.#writing = this.#writeRun(run).finally(() => giveBuffer(run.buffer));
    // Met at the next flush or at the end.
    this.#writing.catch(() => {});
  }

  async #writeRun({ buffer, position, length }: Run): Promise<void> {
    const data = buffer.subarray(0, length);
    const done = await (this.direct?.write(data, position) ?? Promise.resolve(0)).catch(
      deviceFailure(`The target ${this.path} cannot be written at byte ${position}`),
    );
    if (done < length) await this.#writeThroughCache(data.subarray(done), position + done);
  }

  async #writeThroughCache(data: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < data.length;) {
      const at = position + done;
      const { bytesWritten } = await this.file
        .write(data, done, data.length - done, at)
        .catch(deviceFailure(`The target ${this.path} cannot be written at byte ${at}`));
      done += bytesWritten;
    }
    await this.#behind.wrote(data.length).catch(this.#cannotBeWritten);
  }

  readonly #cannotBeWritten = (cause: unknown): never =>
    deviceFailure(`The target ${this.path} cannot be written`)(cause);
}
