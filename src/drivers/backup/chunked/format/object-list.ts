import { InvalidBackup } from '../../port.js';
import { chunkName, metadataName, sha256FileName } from './object-names.js';

/** Bits of one page of numbers. */
const PAGE_BITS = 32_768;

/**
 * A set of object names that stays small: names of the usual form (`<prefix>-00001`) take one bit each, others are kept as text.
 */
export class ObjectNameSet {
  private readonly pages = new Map<number, Uint8Array>();
  private readonly others = new Set<string>();
  private numbered = 0;

  constructor(readonly prefix: string) {}

  /** A set for names that look like this one. */
  static like(name: string): ObjectNameSet {
    return new ObjectNameSet(name.replace(/-\d+$/, ''));
  }

  get size(): number {
    return this.numbered + this.others.size;
  }

  /** False when the name is there already. */
  add(name: string): boolean {
    if (this.has(name)) return false;
    const number = this.numberOf(name);
    if (number === null) {
      this.others.add(name);
      return true;
    }
    const page = this.pages.get(Math.floor(number / PAGE_BITS)) ?? new Uint8Array(PAGE_BITS / 8);
    const bit = number % PAGE_BITS;
    page[bit >> 3] = (page[bit >> 3] ?? 0) | (1 << (bit & 7));
    this.pages.set(Math.floor(number / PAGE_BITS), page);
    this.numbered++;
    return true;
  }

  has(name: string): boolean {
    const number = this.numberOf(name);
    if (number === null) return this.others.has(name);
    const bit = number % PAGE_BITS;
    return (((this.pages.get(Math.floor(number / PAGE_BITS))?.[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }

  /** The number of a name that we would give to it, otherwise null. */
  private numberOf(name: string): number | null {
    if (!name.startsWith(this.prefix)) return null;
    const number = Number(/^-(\d{5,9})$/.exec(name.slice(this.prefix.length))?.[1] ?? Number.NaN);
    return chunkName(this.prefix, number) === name ? number : null;
  }
}

/**
 * Compares what lies in the store with what the metadata lists; the two JSON objects of the prefix are left out.
 * @throws InvalidBackup "restore_backup aborted, actual object list does not match object list stored in metadata."
 */
export async function checkObjectList(listed: ObjectNameSet, stored: AsyncIterable<string>): Promise<void> {
  const own = new Set([metadataName(listed.prefix), sha256FileName(listed.prefix)]);
  const found = new ObjectNameSet(listed.prefix);
  for await (const name of stored) {
    if (own.has(name)) continue;
    if (!listed.has(name) || !found.add(name)) throw mismatch();
  }
  if (found.size !== listed.size) throw mismatch();
}

const mismatch = (): InvalidBackup =>
  new InvalidBackup(
    'restore_backup aborted, actual object list does not match object list stored in metadata.',
  );
