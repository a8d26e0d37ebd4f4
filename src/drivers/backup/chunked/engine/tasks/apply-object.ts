import { createHash } from 'node:crypto';
import { ObjectNotFound, type ObjectStoreOptions } from '../../../object-store/port.js';
import { InvalidBackup } from '../../../port.js';
import { decompress } from '../../codec/codec.js';
import type { MetadataObject } from '../../format/metadata.js';
import { ahead } from '../ahead.js';
import type { TaskContext } from './task-context.js';
import { TargetWriter } from './target-writer.js';
import { nonZeroRanges } from './zero-ranges.js';

export interface ApplyObjectInput {
  readonly store: ObjectStoreOptions;
  readonly container: string;
  readonly object: MetadataObject;
  readonly target: { readonly path: string; readonly sizeBytes: number };
  /** The range reads as zeros still. */
  readonly skipZeros: boolean;
}

export interface ApplyObjectOutput {
  readonly bytes: number;
}

/**
 * Writes one object's plain bytes to the target, streaming, and verifies length and md5 where the metadata has them. The bytes
 * are not durable yet. @throws InvalidBackup naming the object when it is damaged or gone
 */
export async function applyObject(input: ApplyObjectInput, context: TaskContext): Promise<ApplyObjectOutput> {
  const { object } = input;
  const target = await TargetWriter.open(input.target.path);
  let bytes = 0;
  const md5 = createHash('md5');
  try {
    for await (const data of plainBytes(input, context)) {
      context.signal.throwIfAborted();
      const written = writeRanges(target, data, object.offset + bytes, input.skipZeros);
      // While the kernel takes the bytes; only then may the next piece come.
      md5.update(data);
      await written;
      bytes += data.length;
      context.report(data.length);
    }
    verify(object, bytes, md5.digest('hex'));
  } finally {
    await target.close();
  }
  return { bytes };
}

async function* plainBytes({ store, container, object, target }: ApplyObjectInput, context: TaskContext) {
  const { object_name } = object;
  // The store reads on while the last piece is decompressed, hashed and written.
  const stored = ahead(context.openStore(store).get(container, object_name), 1);
  const limit = object.length ?? target.sizeBytes - object.offset;
  try {
    yield* decompress(object.compression, limit, `object ${object_name}`)(stored);
  } catch (error) {
    throw error instanceof ObjectNotFound ? new InvalidBackup(`object ${object_name} is missing.`) : error;
  }
}

async function writeRanges(
  target: TargetWriter,
  data: Uint8Array,
  position: number,
  skipZeros: boolean,
): Promise<void> {
  if (!skipZeros) {
    await target.write(data, position);
    return;
  }
  for (const { offset, length } of nonZeroRanges(data)) {
    await target.write(data.subarray(offset, offset + length), position + offset);
  }
}

function verify(object: MetadataObject, bytes: number, md5: string): void {
  if (object.length !== null && object.length !== bytes) {
    throw damaged(object, `it holds ${bytes} bytes instead of ${object.length}`);
  }
  if (object.md5 !== null && object.md5 !== md5)
    throw damaged(object, `its md5 is ${md5} instead of ${object.md5}`);
}

const damaged = (object: MetadataObject, why: string) =>
  new InvalidBackup(`object ${object.object_name} is damaged: ${why}.`);
