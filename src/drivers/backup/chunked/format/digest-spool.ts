import { open, type FileHandle } from 'node:fs/promises';

/** Bytes of one SHA-256 digest. */
export const DIGEST_BYTES = 32;
/** Digests read or written at a time where there are many: 64 KiB. */
export const MANY_DIGESTS = 2048;

/**
 * The hash list of a volume as a local file of 32-byte records: what an incremental compares with, and what an attempt has
 * hashed so far. At 1 TiB and 32 KiB blocks it is 1 GiB, so nobody holds it in memory. Not safe for two writers of one range.
 */
export class DigestSpool {
  private constructor(private readonly file: FileHandle) {}

  /** Opens or creates the file (mode 0660); a record torn by a crash is cut off. @throws the file system's error */
  static async open(path: string): Promise<DigestSpool> {
    const file = await open(path, 'r+').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return open(path, 'w+', 0o660);
    });
    const { size } = await file.stat();
    if (size % DIGEST_BYTES !== 0) await file.truncate(size - (size % DIGEST_BYTES));
    return new DigestSpool(file);
  }

  /** Digests in the file: one more than the highest index written. */
  async count(): Promise<number> {
    return Math.floor((await this.file.stat()).size / DIGEST_BYTES);
  }

  /** Writes whole digests from `index` on; a gap before them reads as zeros. Not durable before `flush`. */
  async write(index: number, digests: Uint8Array): Promise<void> {
    if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`no digest index: ${index}`);
    if (digests.length % DIGEST_BYTES !== 0)
      throw new RangeError(`not whole digests: ${digests.length} bytes`);
    let done = 0;
    while (done < digests.length) {
      const { bytesWritten } = await this.file.write(
        digests,
        done,
        digests.length - done,
        index * DIGEST_BYTES + done,
      );
      done += bytesWritten;
    }
  }

  /** The digests `index` … `index + count - 1`; fewer where the file ends, none beyond it. */
  async read(index: number, count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count * DIGEST_BYTES);
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await this.file.read(
        bytes,
        done,
        bytes.length - done,
        index * DIGEST_BYTES + done,
      );
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done - (done % DIGEST_BYTES));
  }

  /** All digests from the first to `count` (default: to the end), in pieces of whole digests. */
  async *stream(count = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < count;) {
      const piece = await this.read(index, Math.min(MANY_DIGESTS, count - index));
      if (piece.length === 0) return;
      yield piece;
      index += piece.length / DIGEST_BYTES;
    }
  }

  /** Makes the file exactly `count` digests long. */
  async truncate(count: number): Promise<void> {
    await this.file.truncate(count * DIGEST_BYTES);
  }

  /** Resolves when everything written survives a power cut. */
  async flush(): Promise<void> {
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
