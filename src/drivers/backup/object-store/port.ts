import { BackupStoreError } from '../port.js';

/**
 * Keeps named byte objects in containers: the bottom layer of every chunked backup driver.
 * Contract: test/contract/object-store.contract.ts.
 *
 * Names are opaque texts; a name that starts with a dot is refused, because drivers use such names for what is half-written.
 * A store is cheap to construct (`openObjectStore`, plain JSON options), holds no state of its own, and several of them, in
 * several threads or processes, may work on one container at a time.
 */
export interface ObjectStore {
  /**
   * Creates the container if it is not there.
   * @throws ContainerRefused when the name leads out of the store or cannot exist there
   * @throws BackupStoreError
   */
  ensureContainer(container: string): Promise<void>;
  /**
   * Stores the body under the name, all or nothing: until it resolves a reader sees the former object, or none; once it has
   * resolved the object survives a power cut. Replaces an object of that name. When the body throws, nothing is left behind and
   * that very error comes out. Not to be called on a container that nobody ensured.
   * @throws NameTaken with `ifAbsent`, when an object of that name with other bytes is there, or comes to be there meanwhile
   * @throws AttemptDisturbed when what was half-written was discarded
   * @throws BackupStoreError
   */
  put(
    container: string,
    name: string,
    body: AsyncIterable<Uint8Array>,
    options?: PutOptions,
  ): Promise<StoredObject>;
  /**
   * Stores several small objects, each as a put with `ifAbsent` does; all of them are durable once it resolves. What a store can do
   * once for all of them it does once. It settles when nothing of it is under way any more; if it fails, some of the objects may be
   * stored. The thread may have to wait a moment (ADR 14), so it is one of the pool's.
   * @throws NameTaken, AttemptDisturbed, BackupStoreError
   */
  putAll(container: string, objects: readonly SmallObject[]): Promise<void>;
  /**
   * Makes a second object of the same bytes without moving them through this process, all or nothing and durable like a put.
   * The two live and die apart. Replaces an object of that name.
   * @returns null when the store cannot do it and nothing was touched: the caller reads and puts instead
   * @throws ObjectNotFound, BackupStoreError
   */
  copy(from: ObjectAddress, to: ObjectAddress): Promise<StoredObject | null>;
  /**
   * The object's bytes, in pieces whose size the store chooses. A piece is good until the next one is asked for, which the store
   * reads meanwhile. Throws while it is iterated. @throws ObjectNotFound, BackupStoreError
   */
  get(container: string, name: string): AsyncIterable<Uint8Array>;
  /**
   * The bytes of several small objects, each in the room that comes with it; null for one that is bigger than its room. What a store
   * can do once for all of them it does once. It settles when nothing of it is under way any more. As `putAll`, not for the main thread.
   * @throws ObjectNotFound, BackupStoreError
   */
  getAll(container: string, wanted: readonly WantedObject[]): Promise<readonly (Uint8Array | null)[]>;
  /** @throws ObjectNotFound, BackupStoreError */
  stat(container: string, name: string): Promise<StoredObject>;
  /**
   * The names in the container that start with the prefix, each once, in any order, however many there are; foreign entries too.
   * A container that does not exist has none. The empty prefix is refused: nobody here owns everything.
   * @throws BackupStoreError
   */
  list(container: string, prefix: string): AsyncIterable<string>;
  /** Removes the object; succeeds when it, or its container, is not there. @throws BackupStoreError */
  delete(container: string, name: string): Promise<void>;
  /**
   * Removes what killed processes left half-written of objects whose names start with the prefix. Call it before a resumed
   * backup writes, and after a delete: a put under way elsewhere for such a name fails.
   * @returns how many were removed
   * @throws BackupStoreError
   */
  discardPartialPuts(container: string, prefix: string): Promise<number>;
  /** Removes the container when nothing is in it, and does nothing otherwise. @throws BackupStoreError */
  removeContainerIfEmpty(container: string): Promise<void>;
}

export interface ObjectAddress {
  readonly container: string;
  readonly name: string;
}

export interface PutOptions {
  /** Length of the body in bytes where known (some stores must announce it); a different length is an error. */
  readonly size?: number;
  /**
   * Never replaces an object: decided at the moment in which this one would appear, however long the body took. It is what keeps
   * a writer that was asleep from overwriting the work of its successor. An object of the same bytes is as good as this one.
   */
  readonly ifAbsent?: boolean;
}

/** An object that is held in memory. */
export interface SmallObject {
  readonly name: string;
  /** They do not change until it is stored. */
  readonly bytes: Uint8Array;
}

/** An object that is to be held in memory. */
export interface WantedObject {
  readonly name: string;
  readonly room: Uint8Array;
}

export interface StoredObject {
  readonly stored_bytes: number;
}

/** What a store is opened from; plain JSON, so that it can be handed to a worker thread. */
export type ObjectStoreOptions = { readonly driver: 'posix'; readonly root: string };

/** There is no object of that name in that container, or no such container. */
export class ObjectNotFound extends BackupStoreError {
  constructor(
    readonly container: string,
    readonly object_name: string,
  ) {
    super(`Object ${object_name} is not in container ${container}.`);
  }
}

/** There is an object of that name, with other bytes; it was left as it is. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
  constructor(readonly object_name: string) {
    super(`Object ${object_name} is in the store already, with other bytes.`);
  }
}

/** The container's name leads out of the store, or cannot exist in it. Nothing was touched. */
export class ContainerRefused extends BackupStoreError {}
