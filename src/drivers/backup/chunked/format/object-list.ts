/**
 * A set of object names that stays small: names of the usual form (`<prefix>-00001`) take one bit each, others are kept as text.
 */
export class ObjectNameSet {
  constructor(readonly prefix: string) {}
  /** False when the name is there already. */
  add(_name: string): boolean {
    throw new Error('being written');
  }
  has(_name: string): boolean {
    throw new Error('being written');
  }
  get size(): number {
    throw new Error('being written');
  }
}

/**
 * Compares what lies in the store with what the metadata lists; the two JSON objects of the prefix are left out.
 * @throws InvalidBackup "restore_backup aborted, actual object list does not match object list stored in metadata."
 */
export async function checkObjectList(_listed: ObjectNameSet, _stored: AsyncIterable<string>): Promise<void> {
  throw new Error('being written');
}
