import type { FileHandle } from 'node:fs/promises';
import { BUFFER_BYTES, giveBuffer, takeBuffer } from './aligned-buffers.js';
import { openDirect, type DirectFile } from './direct-file.js';
import { SyncBehind } from './sync-behind.js';
import { writeAll } from './write-all.js';

/** Shorter runs go through the page cache: the system brings several of them to the disk at once. */
const SHORTEST_DIRECT = 64 * 1024;

/** Bytes that follow each other in the file, on their way there. */
interface Run {
  readonly buffer: Buffer;
  readonly position: number;
  length: number;
}

/**
 * Writes much to a file: gathers what follows each other, and writes it past the page cache where that can be done, while the next
 * bytes come. The system's errors come out as they are.
 */
export class FileWriter {
  #run: Run | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** Undefined until it is needed. */
  #direct: DirectFile | null | undefined;
  readonly #behind: SyncBehind;

  /** @param file stays its owner's, who closes it after this */
  constructor(
    private readonly file: FileHandle,
    private readonly directly = openDirect,
  ) {
    this.#behind = new SyncBehind(file);
  }

  /** The data may change as soon as this resolves. @throws for this write or one before */
  async write(data: Uint8Array, position: number): Promise<void> {
    if (this.#direct === null) {
      await this.#writeThroughCache(data, position);
      return;
    }
    for (let done = 0; done < data.length;) {
      const run = await this.#runAt(position + done);
      const part = data.subarray(done, done + BUFFER_BYTES - run.length);
      run.buffer.set(part, run.length);
      run.length += part.length;
      done += part.length;
    }
  }

  /** Everything is written then, and not durable yet. @throws for a write before */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#writing;
    await this.#behind.settled();
  }

  /** Always the last call, after a failure too: what was not finished may be written or not. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#writing, this.#behind.settled()]);
    if (this.#run !== null) giveBuffer(this.#run.buffer);
    this.#run = null;
    await this.#direct?.close();
  }

  /** The run that goes on here, or a new one. */
  async #runAt(position: number): Promise<Run> {
    const run = this.#run;
    if (run !== null && run.length < BUFFER_BYTES && run.position + run.length === position) return run;
    await this.#flush();
    return (this.#run = { buffer: takeBuffer(), position, length: 0 });
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
    const done = length < SHORTEST_DIRECT ? 0 : await this.#writeDirectly(data, position);
    if (done < length) await this.#writeThroughCache(data.subarray(done), position + done);
  }

  async #writeDirectly(data: Buffer, position: number): Promise<number> {
    this.#direct ??= await this.directly(this.file, 'w');
    return this.#direct === null ? 0 : this.#direct.write(data, position);
  }

  async #writeThroughCache(data: Uint8Array, position: number): Promise<void> {
    await writeAll(this.file, data, position);
    await this.#behind.wrote(data.length);
  }
}
