import { open, type FileHandle } from 'node:fs/promises';
import { FileWriter } from '../../../file-io/file-writer.js';
import { deviceFailure } from '../device-reader.js';

/** Writes to the target of a restore. Every failure says which target it was. */
export class TargetWriter {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly writer: FileWriter,
  ) {}

  /** Opens what is there, without truncation. @throws BackupStoreError */
  static async open(path: string): Promise<TargetWriter> {
    const file = await open(path, 'r+').catch(deviceFailure(`The target ${path} cannot be opened`));
    return new TargetWriter(path, file, new FileWriter(file));
  }

  /** The data may change as soon as this resolves. @throws BackupStoreError for this write or one before */
  async write(data: Uint8Array, position: number): Promise<void> {
    await this.writer.write(data, position).catch(this.#cannotBeWritten);
  }

  /** Everything is written then, and not durable yet. @throws BackupStoreError */
  async finish(): Promise<void> {
    await this.writer.finish().catch(this.#cannotBeWritten);
  }

  /** Always the last call, after a failure too: what was not finished may be written or not. */
  async close(): Promise<void> {
    await this.writer.close();
    await this.file.close();
  }

  readonly #cannotBeWritten = (cause: unknown): never =>
    deviceFailure(`The target ${this.path} cannot be written`)(cause);
}
