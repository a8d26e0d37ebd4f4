import { chunkName } from '../../format/object-names.js';
import type { Range } from '../pieces.js';
import { groups } from '../groups.js';
import type { PlannedObject } from '../tasks/planned-object.js';

/** Gives ranges of the device their numbers and names, from `next` on, and puts small ones that follow each other together. */
export async function* plannedObjects(
  found: AsyncIterable<Iterable<Range>> | Iterable<Iterable<Range>>,
  prefix: string,
  next: number,
): AsyncGenerator<readonly PlannedObject[]> {
  for await (const ranges of found) {
    for (const group of groups(ranges)) {
      const first = next;
      next += group.length;
      yield group.map((range, index) => {
        const object_id = first + index;
        return { ...range, object_id, object_name: chunkName(prefix, object_id) };
      });
    }
  }
}
