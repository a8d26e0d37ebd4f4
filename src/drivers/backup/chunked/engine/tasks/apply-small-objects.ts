import type { ObjectStore, WantedObject } from '../../../object-store/port.js';
import { settled } from '../../../object-store/settled.js';
import { decompressedAtOnce } from '../../codec/at-once.js';
import { SlotLoan, SmallRooms } from '../pieces.js';
import type { ApplyObjectsInput } from './apply-input.js';
import { asDamage, readObject, type Sink } from './read-object.js';
import type { TaskContext } from './task-context.js';

interface Plain {
  readonly data: Uint8Array;
  readonly position: number;
}

/**
 * Writes objects that each have room in a slot: all of them are read first, hashed side by side, and then written. Answers their
 * plain bytes.
 * @throws InvalidBackup naming the first object that is damaged or gone
 */
export async function applySmallObjects(
  input: ApplyObjectsInput,
  context: TaskContext,
  sink: Sink,
): Promise<number> {
  const slots = new SlotLoan(0);
  try {
    let bytes = 0;
    for (const { data, position } of await readAll(input, context, slots)) {
      await sink(data, position);
      bytes += data.length;
    }
    return bytes;
  } catch (error) {
    throw asDamage(error);
  } finally {
    await slots.giveBack();
  }
}

/** Each is verified then. */
async function readAll(
  input: ApplyObjectsInput,
  context: TaskContext,
  slots: SlotLoan,
): Promise<readonly Plain[]> {
  const { container, objects, target } = input;
  const store = context.openStore(input.store);
  const found = await getAll(store, input, slots);
  const plain: Plain[] = [];
  let streamed: Promise<unknown> = Promise.resolve();
  const reads = objects.map((object, index) => {
    const limit = target.sizeBytes - object.offset;
    const bytes = found[index] ?? null;
    const data = bytes && decompressedAtOnce(object.compression, bytes, object.length ?? limit);
    if (data !== null) {
      plain.push({ data, position: object.offset });
      return readObject(
        { object: { ...object, compression: 'none' }, stored: once(data) },
        limit,
        context,
        passed,
      );
    }
    // A stream takes much memory, so there is one after the other; what comes out lies in memory that is used again.
    const stored = bytes === null ? store.get(container, object.object_name) : once(bytes);
    const read = streamed.then(() =>
      readObject({ object, stored }, limit, context, async (piece, position) => {
        plain.push({ data: Uint8Array.from(piece), position });
      }),
    );
    streamed = read.catch(() => {});
    return read;
  });
  await settled(reads);
  return plain;
}

async function getAll(
  store: ObjectStore,
  { container, objects }: ApplyObjectsInput,
  slots: SlotLoan,
): Promise<readonly (Uint8Array | null)[]> {
  const rooms = new SmallRooms(slots, objects.length);
  const wanted: WantedObject[] = [];
  for (const { object_name: name, length } of objects)
    wanted.push({ name, room: await rooms.take(length ?? 0) });
  return store.getAll(container, wanted);
}

const passed: Sink = () => Promise.resolve();

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
