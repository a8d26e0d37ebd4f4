import { settled } from '../../../object-store/settled.js';
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

async function readAll(
  { store: options, container, objects, target }: ApplyObjectsInput,
  context: TaskContext,
  slots: SlotLoan,
): Promise<readonly Plain[]> {
  const store = context.openStore(options);
  const rooms = new SmallRooms(slots, objects.length);
  const wanted: { readonly name: string; readonly room: Uint8Array }[] = [];
  for (const { object_name: name, length } of objects)
    wanted.push({ name, room: await rooms.take(length ?? 0) });
  const found = await store.getAll(container, wanted);
  const plain: Plain[] = [];
  const reads = objects.map((object, index) => {
    const bytes = found[index] ?? null;
    const stored = bytes === null ? store.get(container, object.object_name) : once(bytes);
    // What was compressed comes in memory that is used again.
    const isOurs = object.compression === 'none' && bytes !== null;
    return readObject(
      { object, stored },
      target.sizeBytes - object.offset,
      context,
      async (data, position) => {
        plain.push({ data: isOurs ? data : Uint8Array.from(data), position });
      },
    );
  });
  await settled(reads);
  return plain;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
