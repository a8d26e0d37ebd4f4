import { PIECE_BYTES } from './pieces.js';

/** A task takes several objects when each fits into a piece; else it takes one. */
export const SMALL_BYTES = PIECE_BYTES;
/** Bytes of all its objects together, which it may hold in memory. What is made durable once for all of them is made less often. */
export const TOGETHER_BYTES = 4 * PIECE_BYTES;
/** More small objects at a time would be recorded late. */
const MOST_TOGETHER = 32;

/** As many objects at a time as a task takes, in order; one of unknown length comes alone. */
export function* groups<T extends { readonly length: number | null }>(
  objects: Iterable<T>,
): Generator<readonly T[]> {
  let group: T[] = [];
  let bytes = 0;
  for (const object of objects) {
    const { length } = object;
    const isSmall = length !== null && length <= SMALL_BYTES;
    const isFull = group.length === MOST_TOGETHER || bytes + (length ?? 0) > TOGETHER_BYTES;
    if (group.length > 0 && (!isSmall || isFull)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(object);
    bytes += isSmall ? length : Number.POSITIVE_INFINITY;
  }
  if (group.length > 0) yield group;
}
