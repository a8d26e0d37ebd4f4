import { PIECE_BYTES } from './pieces.js';

/** So many plain bytes of all its objects together go through one task, which may hold them in memory; else a single object. */
export const TOGETHER_BYTES = PIECE_BYTES;
/** More small objects at a time would be recorded late. */
const MOST_TOGETHER = 16;

/** As many objects at a time as a task takes, in order; one of unknown length comes alone. */
export function* groups<T extends { readonly length: number | null }>(
  objects: Iterable<T>,
): Generator<readonly T[]> {
  let group: T[] = [];
  let bytes = 0;
  for (const object of objects) {
    const length = object.length ?? TOGETHER_BYTES;
    if (group.length === MOST_TOGETHER || (group.length > 0 && bytes + length > TOGETHER_BYTES)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(object);
    bytes += length;
  }
  if (group.length > 0) yield group;
}
