import { ObjectNotFound } from '../../../object-store/port.js';
import { InvalidBackup, type DamagedObject, type VerifyOutcome } from '../../../port.js';
import { problemOf } from './problem.js';

/** What a verification has found so far. */
export class Findings {
  #objects = 0;
  #bytes = 0;
  readonly #damaged: DamagedObject[] = [];
  #count = 0;
  /** The one told last: an object with two faults is one damaged object. */
  #last = '';

  constructor(private readonly maxDamaged: number) {}

  get outcome(): VerifyOutcome {
    return {
      objects_checked: this.#objects,
      bytes_checked: this.#bytes,
      damaged_objects: this.#count,
      damaged: [...this.#damaged],
    };
  }

  /** One more object was looked at. @param bytes plain bytes read from it */
  checked(bytes: number): void {
    this.#objects += 1;
    this.#bytes += bytes;
  }

  add(object_name: string, problem: string): void {
    if (object_name === this.#last) return;
    this.#last = object_name;
    this.#count += 1;
    if (this.#damaged.length < this.maxDamaged) this.#damaged.push({ object_name, problem });
  }

  /** Reads one object; null when it is missing or damaged, which is a finding. */
  async take<T>(objectName: string, read: () => Promise<T>): Promise<T | null> {
    this.checked(0);
    try {
      return await read();
    } catch (error) {
      if (error instanceof ObjectNotFound) this.add(objectName, 'is missing');
      else if (error instanceof InvalidBackup) this.add(objectName, problemOf(error, objectName));
      else throw error;
      return null;
    }
  }
}
