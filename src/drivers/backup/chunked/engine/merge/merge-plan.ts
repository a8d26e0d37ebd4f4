import type { MetadataObject } from '../../format/metadata.js';
import { ObjectNameSet } from '../../format/object-list.js';
import { chunkName } from '../../format/object-names.js';
import type { LayerObjects } from '../restore/layer-objects.js';
import { stillSeen } from './still-seen.js';

export interface PlannedCopy {
  /** As the lower layer lists it. */
  readonly source: MetadataObject;
  /** Its name among the objects of the upper layer. */
  readonly name: string;
}

/**
 * What a merged backup consists of: copies of the lower layer's objects, in their order, then its own. Copies are numbered on
 * from its own greatest number, so the same two layers always give the same names.
 */
export class MergePlan {
  readonly #seen: Uint32Array;
  readonly #first: number;

  constructor(
    private readonly lower: LayerObjects,
    private readonly own: LayerObjects,
  ) {
    this.#seen = stillSeen(lower, own);
    this.#first = own.highestNumber + 1;
  }

  get objectCount(): number {
    return this.#seen.length + this.own.count;
  }

  *copies(): Generator<PlannedCopy> {
    for (const [number, index] of this.#seen.entries()) {
      yield { source: this.lower.at(index), name: chunkName(this.own.prefix, this.#first + number) };
    }
  }

  /** The list of the merged backup's metadata. */
  async *objects(): AsyncGenerator<MetadataObject> {
    for (const { source, name } of this.copies()) yield { ...source, object_name: name };
    yield* this.own.from(0);
  }

  names(): ObjectNameSet {
    const names = new ObjectNameSet(this.own.prefix);
    for (const { name } of this.copies()) names.add(name);
    for (const { object_name } of this.own.from(0)) names.add(object_name);
    return names;
  }
}
