import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenChunk } from '../../../port.js';
import { COMPRESSION_ALGORITHMS } from '../../codec/algorithm.js';
import { chunkName } from '../../format/object-names.js';

const RECORD = 41;
const BUFFERED = 1024;

/**
 * The chunks of a backup in order, kept in a file without a name: an incremental may have millions of them, and `_metadata` lists
 * them all at the end. Not durable: the next attempt begins with what was recorded.
 */
export class ChunkJournal {
  readonly #tail: Buffer[] = [];
  #flushed = 0;
  #stored = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly prefix: string,
  ) {}

  static async create(directory: string, prefix: string): Promise<ChunkJournal> {
    const path = join(directory, `chunks-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new ChunkJournal(file, prefix);
  }

  get count(): number {
    return this.#flushed + this.#tail.length;
  }

  get storedBytes(): number {
    return this.#stored;
  }

  async append(chunk: WrittenChunk): Promise<void> {
    const record = Buffer.alloc(RECORD);
    record.writeDoubleLE(chunk.offset, 0);
    record.writeDoubleLE(chunk.length, 8);
    record.writeDoubleLE(chunk.stored_bytes, 16);
    record.write(chunk.md5, 24, 'hex');
    record.writeUInt8(
      COMPRESSION_ALGORITHMS.findIndex((name) => name === chunk.compression),
      40,
    );
    this.#tail.push(record);
    this.#stored += chunk.stored_bytes;
    if (this.#tail.length >= BUFFERED) await this.#flush();
  }

  /** All chunks from the first on. */
  async *read(): AsyncGenerator<WrittenChunk> {
    await this.#flush();
    const buffer = Buffer.alloc(RECORD * BUFFERED);
    for (let done = 0; done < this.#flushed;) {
      const { bytesRead } = await this.file.read(buffer, 0, buffer.length, done * RECORD);
      for (let at = 0; at + RECORD <= bytesRead; at += RECORD)
        yield this.#chunk(buffer.subarray(at, at + RECORD), ++done);
    }
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async #flush(): Promise<void> {
    const records = Buffer.concat(this.#tail.splice(0));
    let done = 0;
    while (done < records.length) {
      const at = this.#flushed * RECORD + done;
      done += (await this.file.write(records, done, records.length - done, at)).bytesWritten;
    }
    this.#flushed += records.length / RECORD;
  }

  #chunk(record: Buffer, object_id: number): WrittenChunk {
    return {
      object_id,
      object_name: chunkName(this.prefix, object_id),
      offset: record.readDoubleLE(0),
      length: record.readDoubleLE(8),
      stored_bytes: record.readDoubleLE(16),
      md5: record.toString('hex', 24, 40),
      compression: COMPRESSION_ALGORITHMS[record.readUInt8(40)] ?? 'none',
    };
  }
}
