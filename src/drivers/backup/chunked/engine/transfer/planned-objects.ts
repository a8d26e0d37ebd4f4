import { chunkName } from '../../format/object-names.js';
import type { Range } from '../pieces.js';
import { TOGETHER_BYTES, type PlannedObject } from '../tasks/planned-object.js';

/** More small objects at a time would be recorded late. */
const MOST_TOGETHER = 16;

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

/** As many ranges at a time as a task takes. */
export function* groups(ranges: Iterable<Range>): Generator<readonly Range[]> {
  let group: Range[] = [];
  let bytes = 0;
  for (const range of ranges) {
    if (group.length === MOST_TOGETHER || (group.length > 0 && bytes + range.length > TOGETHER_BYTES)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(range);
    bytes += range.length;
  }
  if (group.length > 0) yield group;
}
