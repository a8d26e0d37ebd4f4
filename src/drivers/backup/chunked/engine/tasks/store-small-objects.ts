import type { WrittenChunk } from '../../../port.js';
import { compressIfSmaller } from '../../codec/smaller.js';
import { DigestBatch } from '../../format/digest-batch.js';
import { DigestSpool } from '../../format/digest-spool.js';
import { hashBlocks } from '../block-hasher.js';
import { DeviceReader } from '../device-reader.js';
import { SlotLoan, SmallRooms, zeros } from '../pieces.js';
import type { DigestTarget } from './digest-recorder.js';
import { ObjectMd5 } from './object-md5.js';
import type { PlannedObject, StoreObjectsInput } from './planned-object.js';
import { requireOpen } from './require-open.js';
import type { TaskContext } from './task-context.js';

/**
 * Stores objects that each have room in a slot: all of them are read first, and become durable at once. One that
 * compression does not make smaller is stored plain, as `none` (spec/backup-formats.md 1.2).
 */
export async function storeSmallObjects(
  input: StoreObjectsInput,
  context: TaskContext,
): Promise<WrittenChunk[]> {
  const slots = new SlotLoan(0);
  try {
    const plain = await readAll(input, slots);
    if (input.digests) await recordDigests(input.digests, plain);
    const hashed = await Promise.all(plain.map(async (one) => ({ ...one, md5: await md5Of(one) })));
    const stored: { readonly chunk: WrittenChunk; readonly bytes: Uint8Array }[] = [];
    // One after the other: a codec takes more memory than the object.
    for (const { object, data, md5 } of hashed) {
      const { compression, bytes } = await compressIfSmaller(input.compression, data);
      stored.push({ chunk: { ...object, compression, md5, stored_bytes: bytes.length }, bytes });
      context.passed(data.length);
    }
    context.signal.throwIfAborted();
    const store = context.openStore(input.store);
    await requireOpen(store, input);
    await store.putAll(
      input.container,
      stored.map(({ chunk, bytes }) => ({ name: chunk.object_name, bytes })),
    );
    return stored.map(({ chunk }) => chunk);
  } finally {
    await slots.giveBack();
  }
}

interface Plain {
  readonly object: PlannedObject;
  readonly data: Uint8Array;
  readonly isHole: boolean;
}

/** One after the other into as few slots as hold them, but for holes. */
async function readAll({ device, objects }: StoreObjectsInput, slots: SlotLoan): Promise<Plain[]> {
  const reader = await DeviceReader.open(device);
  try {
    const plain: Plain[] = [];
    const rooms = new SmallRooms(slots, objects.length);
    for (const object of objects) {
      const { offset, length } = object;
      const isHole = reader.isHole(offset, length);
      const data = isHole ? zeros(length) : await rooms.take(length);
      if (!isHole) await reader.fill(data, offset);
      plain.push({ object, data, isHole });
    }
    return plain;
  } finally {
    await reader.close();
  }
}

/** The objects of a full backup consist of whole blocks, but for the end of the device. */
async function recordDigests({ path, blockSize }: DigestTarget, plain: readonly Plain[]): Promise<void> {
  const spool = await DigestSpool.open(path);
  try {
    const batch = new DigestBatch(spool);
    for (const { object, data } of plain) {
      await batch.add(object.offset / blockSize, hashBlocks(data, blockSize));
    }
    await batch.flush();
  } finally {
    await spool.close();
  }
}

async function md5Of(plain: Plain): Promise<string> {
  const md5 = new ObjectMd5(plain.data.length);
  try {
    // All lie in memory until everything has ended.
    await md5.update({ ...plain, hold: () => {} });
    return await md5.digest();
  } finally {
    md5.close();
  }
}
