import { open, stat, type FileHandle } from 'node:fs/promises';
import { BackupStoreError, type SourceDevice } from '../../port.js';
import { messageOf } from './failure.js';

/** Reads a device or a file at given positions. */
export class DeviceReader {
  private constructor(
    readonly path: string,
    readonly file: FileHandle,
  ) {}

  /** @throws BackupStoreError */
  static async open(path: string): Promise<DeviceReader> {
    const file = await open(path, 'r').catch(deviceFailure(`The device ${path} cannot be opened`));
    return new DeviceReader(path, file);
  }

  /**
   * Fills the buffer from the position on, over as many reads as it takes.
   * @throws BackupStoreError also when the device ends before the buffer is full: its length was measured before
   */
  async fill(buffer: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < buffer.length) {
      const at = position + done;
      const { bytesRead } = await this.file
        .read(buffer, done, buffer.length - done, at)
        .catch(deviceFailure(`The device ${this.path} cannot be read at byte ${at}`));
      if (bytesRead === 0) {
        throw new BackupStoreError(`The device ${this.path} ended at byte ${at} while it was read.`);
      }
      done += bytesRead;
    }
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

/** Turns the system's error into one that says what could not be done; for `catch`. */
export const deviceFailure =
  (failure: string) =>
  (cause: unknown): never => {
    throw new BackupStoreError(`${failure}: ${messageOf(cause)}`, { cause });
  };
