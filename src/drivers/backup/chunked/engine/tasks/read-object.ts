import { ObjectNotFound } from '../../../object-store/port.js';
import { InvalidBackup } from '../../../port.js';
import { decompress } from '../../codec/codec.js';
import { openMd5 } from '../../hashing/open-md5.js';
import type { MetadataObject } from '../../format/metadata.js';
import type { TaskContext } from './task-context.js';

export interface StoredChunk {
  readonly object: MetadataObject;
  /** As the store has them. */
  readonly stored: AsyncIterable<Uint8Array>;
}

/** Takes the bytes that belong at a position of the volume; they do not change until it resolves. */
export type Sink = (data: Uint8Array, position: number) => Promise<void>;

/**
 * Streams one object's plain bytes into the sink and verifies length and md5 where the metadata has them.
 * @param limitBytes the most it may hold when the metadata does not say
 * @returns the number of plain bytes
 * @throws InvalidBackup naming the object when it is damaged or gone; what the sink throws comes out
 */
export async function readObject(
  chunk: StoredChunk,
  limitBytes: number,
  context: TaskContext,
  sink: Sink,
): Promise<number> {
  const { object } = chunk;
  const md5 = openMd5(object.length);
  let bytes = 0;
  try {
    for await (const data of plainBytes(chunk, limitBytes)) {
      context.signal.throwIfAborted();
      // Both at once; only then may the next piece come.
      await Promise.all([sink(data, object.offset + bytes), md5.update(data)]);
      bytes += data.length;
      context.passed(data.length);
    }
    verify(object, bytes, await md5.digest());
    return bytes;
  } finally {
    md5.close();
  }
}

async function* plainBytes({ object, stored }: StoredChunk, limitBytes: number) {
  const { compression, length, object_name } = object;
  try {
    yield* decompress(compression, length ?? limitBytes, `object ${object_name}`)(stored);
  } catch (error) {
    throw asDamage(error);
  }
}

/** An object that is not there is one more way for a backup to be damaged. */
export const asDamage = (error: unknown): unknown =>
  error instanceof ObjectNotFound ? new InvalidBackup(`object ${error.object_name} is missing.`) : error;

function verify(object: MetadataObject, bytes: number, md5: string): void {
  if (object.length !== null && object.length !== bytes) {
    throw damaged(object, `it holds ${bytes} bytes instead of ${object.length}`);
  }
  if (object.md5 !== null && object.md5 !== md5)
    throw damaged(object, `its md5 is ${md5} instead of ${object.md5}`);
}

const damaged = (object: MetadataObject, why: string) =>
  new InvalidBackup(`object ${object.object_name} is damaged: ${why}.`);
