import type { LayerObjects } from '../restore/layer-objects.js';

/**
 * Tells of each object whether a later one of its list replaces bytes of it, as in a merged backup: the hash list tells of the
 * later bytes only.
 */
export const overwrittenIn = (objects: LayerObjects): ((index: number) => boolean) => {
  const ends = objects.partEnds();
  return (index) => {
    const range = objects.rangeOf(index);
    const later = ends.findIndex((end) => index < end);
    return ends.slice(later, -1).some((first, i) => {
      const end = ends[later + i + 1] ?? first;
      const met = firstBehind(objects, range.offset, first, end);
      return met < end && objects.rangeOf(met).offset < range.end;
    });
  };
};

/** The first object from `first` to `end` that reaches beyond the offset; within a part the offsets rise. */
const firstBehind = (objects: LayerObjects, offset: number, first: number, end: number): number => {
  let [low, high] = [first, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (objects.rangeOf(middle).end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
};
