/** Where an object lies in the volume; an unknown length hides nothing and is never hidden. */
export interface Extent {
  readonly offset: number;
  readonly length: number | null;
}

/** Some objects by their index; none of them is held. */
export interface ExtentList {
  readonly count: number;
  at(index: number): Extent;
}

/**
 * Which objects of a lower layer can still be seen: those that the later ones of their own list and the whole upper layer do
 * not cover entirely. Answers their indexes, rising. Both layers are cut into segments at every border and painted from the last
 * object to the first; an object that finds nothing left to paint is hidden. Work is n log n, memory some 24 bytes an object.
 */
export function stillSeen(lower: ExtentList, upper: ExtentList): Uint32Array {
  const borders = bordersOf(lower, upper);
  const canvas = new Canvas(borders.length);
  const paint = ({ offset, length }: Extent): boolean =>
    length === null || canvas.paint(indexOf(borders, offset), indexOf(borders, offset + length));
  for (let i = 0; i < upper.count; i++) paint(upper.at(i));
  const seen: number[] = [];
  for (let i = lower.count - 1; i >= 0; i--) if (paint(lower.at(i))) seen.push(i);
  return Uint32Array.from(seen.reverse());
}

/** Every offset at which an object begins or ends, each once, rising. */
function bordersOf(...lists: readonly ExtentList[]): Float64Array {
  const all = new Float64Array(2 * lists.reduce((sum, { count }) => sum + count, 0));
  let next = 0;
  for (const list of lists) {
    for (let i = 0; i < list.count; i++) {
      const { offset, length } = list.at(i);
      all[next++] = offset;
      all[next++] = offset + (length ?? 0);
    }
  }
  all.sort();
  return all.filter((border, i) => i === 0 || border !== all[i - 1]);
}

function indexOf(borders: Float64Array, border: number): number {
  let [low, high] = [0, borders.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((borders[middle] ?? 0) < border) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Segments between borders. Each one that is painted points towards the next that is not, so none is painted twice. */
class Canvas {
  readonly #next: Uint32Array;

  constructor(segments: number) {
    this.#next = Uint32Array.from({ length: segments + 1 }, (_, i) => i);
  }

  /** Paints the segments from one border to another. True when one of them was blank. */
  paint(from: number, to: number): boolean {
    let any = false;
    for (let at = this.#blankFrom(from); at < to; at = this.#blankFrom(at)) {
      this.#next[at] = at + 1;
      any = true;
    }
    return any;
  }

  #blankFrom(segment: number): number {
    let blank = segment;
    while (this.#link(blank) !== blank) blank = this.#link(blank);
    for (let at = segment; at !== blank;) {
      const following = this.#link(at);
      this.#next[at] = blank;
      at = following;
    }
    return blank;
  }

  #link(segment: number): number {
    return this.#next[segment] ?? segment;
  }
}
