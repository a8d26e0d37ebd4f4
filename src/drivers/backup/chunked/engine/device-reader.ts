import { open, stat, type FileHandle } from 'node:fs/promises';
import { readCached } from '../../file-io/cached-read.js';
import { BackupStoreError, type SourceDevice } from '../../port.js';
import { messageOf } from './failure.js';
import { dataFrom, type Extent } from './seek.js';

/** Reads a device or a file at given positions, but for the holes of a file. */
export class DeviceReader {
  /** From `from` up to `end` nothing but `[start, end)` is data. */
  #known: (Extent & { readonly from: number }) | null = null;

  private constructor(
    readonly path: string,
    readonly file: FileHandle,
  ) {}

  /** @throws BackupStoreError */
  static async open(path: string): Promise<DeviceReader> {
    const file = await open(path, 'r').catch(deviceFailure(`The device ${path} cannot be opened`));
    return new DeviceReader(path, file);
  }

  /** Is the whole range a hole? It reads as zeros then. */
  isHole(offset: number, length: number): boolean {
    return this.#dataFrom(offset, offset + length).start >= offset + length;
  }

  /** How many of the bytes from `offset` to `end` are a hole, or else how many are data, before the other begins. */
  runAt(offset: number, end: number): { readonly isHole: boolean; readonly length: number } {
    const data = this.#dataFrom(offset, end);
    return data.start > offset
      ? { isHole: true, length: data.start - offset }
      : { isHole: false, length: data.end - offset };
  }

  /**
   * Fills the buffer from the position on; holes are not read.
   * @throws BackupStoreError also when the device ends before the buffer is full: its length was measured before
   */
  async fill(buffer: Uint8Array, position: number): Promise<void> {
    const end = position + buffer.length;
    for (let at = position; at < end;) {
      const data = this.#dataFrom(at, end);
      buffer.fill(0, at - position, data.start - position);
      await this.#read(buffer.subarray(data.start - position, data.end - position), data.start);
      at = data.end;
    }
  }

  /** The first data of the range, cut at its end; empty at its end when there is none. */
  #dataFrom(from: number, end: number): Extent {
    let known = this.#known;
    if (known === null || from < known.from || from >= known.end) {
      known = { from, ...dataFrom(this.file.fd, from) };
      this.#known = known;
    }
    return { start: Math.min(Math.max(known.start, from), end), end: Math.min(known.end, end) };
  }

  /** Over as many reads as it takes. */
  async #read(buffer: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < buffer.length;) {
      done += await this.#readSome(buffer.subarray(done), position + done);
    }
  }

  async #readSome(buffer: Uint8Array, position: number): Promise<number> {
    const cached = readCached(this.file.fd, buffer, position);
    if (cached > 0) return cached;
    const { bytesRead } = await this.file
      .read(buffer, 0, buffer.length, position)
      .catch(deviceFailure(`The device ${this.path} cannot be read at byte ${position}`));
    if (bytesRead > 0) return bytesRead;
    throw new BackupStoreError(`The device ${this.path} ended at byte ${position} while it was read.`);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

/**
 * How many bytes there are to back up: up to the end of the device, whatever the volume's size is (spec/backup-formats.md 1.5).
 * A file knows its end; of a block device the caller measured it.
 * @throws BackupStoreError
 */
export async function deviceLength(device: SourceDevice): Promise<number> {
  const found = await stat(device.path).catch(deviceFailure(`The device ${device.path} cannot be opened`));
  return found.isFile() ? found.size : device.sizeBytes;
}

/**
 * Brings what was written to a file to its disk. There are file systems that took bytes on their way for a hole.
 * @throws BackupStoreError
 */
export async function flushDevice(path: string): Promise<void> {
  if (!(await stat(path).catch(deviceFailure(`The device ${path} cannot be opened`))).isFile()) return;
  const reader = await DeviceReader.open(path);
  try {
    await reader.file.datasync().catch(deviceFailure(`What was written to ${path} does not reach the disk`));
  } finally {
    await reader.close();
  }
}

/** Turns the system's error into one that says what could not be done; for `catch`. */
export const deviceFailure =
  (failure: string) =>
  (cause: unknown): never => {
    throw new BackupStoreError(`${failure}: ${messageOf(cause)}`, { cause });
  };
