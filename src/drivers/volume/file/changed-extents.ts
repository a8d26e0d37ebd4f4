import type { FileHandle } from 'node:fs/promises';
import type { ByteRange } from '../../backup/port.js';
import { extentMap, type Extent, type ExtentMap } from './fiemap.js';

/**
 * Where the newer of two files differs from the older one, from where their bytes lie on the device. Both are copies that share
 * blocks with a third file and that nobody writes to, so as long as they exist a place holds the same bytes in both. It may name
 * what is equal, never leave out what is not: any doubt is a change.
 */
export async function* changedExtents(older: FileHandle, newer: FileHandle): AsyncGenerator<ByteRange> {
  const [{ size: olderSize }, { size }] = [await older.stat(), await newer.stat()];
  const common = Math.min(olderSize, size);
  let at = 0;
  while (at < common) {
    const both = await mapBoth(older, newer, { from: at, to: common });
    if (both === null) break;
    for (const { start, end } of differing(both.older, both.newer, both.end)) {
      yield { offset: start, length: end - start };
    }
    at = both.end;
  }
  if (at < size) yield { offset: at, length: size - at };
}

interface BothMaps {
  readonly older: readonly Extent[];
  readonly newer: readonly Extent[];
  readonly end: number;
}

/** The maps of as much as fits; null when one cannot be had, or when the file system moves things meanwhile. */
const mapBoth = async (
  older: FileHandle,
  newer: FileHandle,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<BothMaps | null> => {
  const fresh = await extentMap(newer, from, to);
  if (fresh === null || fresh.end <= from) return null;
  const old = await extentMap(older, from, fresh.end);
  if (old === null || old.end <= from) return null;
  // What lay at one place is not what lies there later, when it was moved in between.
  const [freshAgain, oldAgain] = [await extentMap(newer, from, to), await extentMap(older, from, fresh.end)];
  if (!isSame(fresh, freshAgain) || !isSame(old, oldAgain)) return null;
  return { older: old.extents, newer: fresh.extents, end: old.end };
};

const isSame = (map: ExtentMap, other: ExtentMap | null): boolean =>
  other !== null &&
  map.end === other.end &&
  map.extents.length === other.extents.length &&
  map.extents.every(({ start, end, place }, i) => {
    const same = other.extents[i];
    return same?.start === start && same.end === end && same.place === place;
  });

/** Runs up to `end` that do not lie at the same place in both. */
export const differing = (
  older: readonly Extent[],
  newer: readonly Extent[],
  end: number,
): { readonly start: number; readonly end: number }[] => {
  const edges = [...new Set([...older, ...newer].flatMap((extent) => [extent.start, extent.end]))]
    .filter((edge) => edge < end)
    .sort((a, b) => a - b);
  const runs: { start: number; end: number }[] = [];
  const [before, after] = [new Cursor(older), new Cursor(newer)];
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1] ?? end;
    if (isEqual(before.at(from), after.at(from))) continue;
    const last = runs.at(-1);
    if (last?.end === from) last.end = to;
    else runs.push({ start: from, end: to });
  }
  return runs;
};

type Place = number | 'hole' | null;

/** Two unknown places are never the same. */
const isEqual = (one: Place, other: Place): boolean => one !== null && one === other;

/** Walks along a map. */
class Cursor {
  #index = 0;

  constructor(private readonly extents: readonly Extent[]) {}

  at(offset: number): Place {
    while ((this.extents[this.#index]?.end ?? Number.POSITIVE_INFINITY) <= offset) this.#index++;
    const extent = this.extents[this.#index];
    if (extent === undefined || extent.start > offset) return 'hole';
    return extent.place === null ? null : extent.place + offset - extent.start;
  }
}
