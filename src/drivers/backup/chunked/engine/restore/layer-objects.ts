import { COMPRESSION_ALGORITHMS } from '../../codec/algorithm.js';
import type { MetadataObject } from '../../format/metadata.js';

const ABSENT = -1;
const FIRST_CAPACITY = 1024;
const MD5_BYTES = 16;

/** The objects of one layer in the order of its metadata, packed: some 40 bytes each, for an incremental may have millions. */
export class LayerObjects {
  #offsets = new Float64Array(FIRST_CAPACITY);
  #lengths = new Float64Array(FIRST_CAPACITY);
  #numbers = new Float64Array(FIRST_CAPACITY);
  #compressions = new Uint8Array(FIRST_CAPACITY);
  #md5s = new Uint8Array(FIRST_CAPACITY * MD5_BYTES);
  readonly #withoutMd5 = new Set<number>();
  readonly #oddNames = new Map<number, string>();
  #count = 0;
  #bytes = 0;

  constructor(readonly prefix: string) {}

  get count(): number {
    return this.#count;
  }

  /** Plain bytes of the objects whose length is known. */
  get bytes(): number {
    return this.#bytes;
  }

  push(object: MetadataObject): void {
    const index = this.#count++;
    if (index === this.#offsets.length) this.#grow();
    this.#offsets[index] = object.offset;
    this.#lengths[index] = object.length ?? ABSENT;
    this.#compressions[index] = COMPRESSION_ALGORITHMS.indexOf(object.compression);
    if (object.md5 === null) this.#withoutMd5.add(index);
    else this.#md5s.set(Buffer.from(object.md5, 'hex'), index * MD5_BYTES);
    this.#numbers[index] = this.#numberOf(object.object_name);
    if (this.#numbers[index] === ABSENT) this.#oddNames.set(index, object.object_name);
    this.#bytes += object.length ?? 0;
  }

  at(index: number): MetadataObject {
    const length = this.#lengths[index] ?? ABSENT;
    const md5 = this.#md5s.subarray(index * MD5_BYTES, (index + 1) * MD5_BYTES);
    const number = String(this.#numbers[index]).padStart(5, '0');
    return {
      object_name: this.#oddNames.get(index) ?? `${this.prefix}-${number}`,
      offset: this.#offsets[index] ?? 0,
      length: length === ABSENT ? null : length,
      compression: COMPRESSION_ALGORITHMS[this.#compressions[index] ?? 0] ?? 'none',
      md5: this.#withoutMd5.has(index) ? null : Buffer.from(md5).toString('hex'),
    };
  }

  /** The objects from an index on, up to another. */
  *from(index: number, end = this.#count): Generator<MetadataObject> {
    for (let i = index; i < end; i++) yield this.at(i);
  }

  /** The bytes of the volume that an object holds; without a known length, all behind its offset. */
  rangeOf(index: number): { readonly offset: number; readonly end: number } {
    const length = this.#lengths[index] ?? ABSENT;
    const offset = this.#offsets[index] ?? 0;
    return { offset, end: length === ABSENT ? Number.POSITIVE_INFINITY : offset + length };
  }

  /** The greatest number among its names of the usual form; 0 without any. */
  get highestNumber(): number {
    let highest = 0;
    for (let i = 0; i < this.#count; i++) highest = Math.max(highest, this.#numbers[i] ?? 0);
    return highest;
  }

  /**
   * Where to cut the list so that the objects of each part touch no common bytes: their order does not matter within a part.
   * Answers the ends of the parts. A merged backup lists layer after layer, each with rising offsets: that many parts.
   */
  partEnds(): readonly number[] {
    if (this.areApart()) return [this.#count];
    const ends: number[] = [];
    let end = 0;
    for (let i = 0; i < this.#count; i++) {
      const range = this.rangeOf(i);
      if (i > 0 && range.offset < end) ends.push(i);
      end = range.end;
    }
    return [...ends, this.#count];
  }

  /** True when no two objects touch the same bytes, so that their order does not matter; an unknown length makes it false. */
  areApart(): boolean {
    const order = Uint32Array.from({ length: this.#count }, (_, index) => index);
    order.sort((a, b) => (this.#offsets[a] ?? 0) - (this.#offsets[b] ?? 0));
    let end = 0;
    for (const index of order) {
      const length = this.#lengths[index] ?? ABSENT;
      const offset = this.#offsets[index] ?? 0;
      if (length === ABSENT || offset < end) return false;
      end = offset + length;
    }
    return true;
  }

  #numberOf(name: string): number {
    const digits = name.startsWith(`${this.prefix}-`) ? name.slice(this.prefix.length + 1) : '';
    if (!/^\d{5,15}$/.test(digits) || String(Number(digits)).padStart(5, '0') !== digits) return ABSENT;
    return Number(digits);
  }

  #grow(): void {
    const capacity = this.#offsets.length * 2;
    const copy = <A extends Float64Array | Uint8Array>(grown: A, old: A): A => {
      grown.set(old);
      return grown;
    };
    this.#offsets = copy(new Float64Array(capacity), this.#offsets);
    this.#lengths = copy(new Float64Array(capacity), this.#lengths);
    this.#numbers = copy(new Float64Array(capacity), this.#numbers);
    this.#compressions = copy(new Uint8Array(capacity), this.#compressions);
    this.#md5s = copy(new Uint8Array(capacity * MD5_BYTES), this.#md5s);
  }
}
