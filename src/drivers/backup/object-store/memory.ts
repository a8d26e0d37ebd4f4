import { BackupStoreError } from '../port.js';
import { refuseContainerName } from './container-name.js';
import { requireFileName, requireListPrefix } from './object-name.js';
import {
  ContainerRefused,
  NameTaken,
  ObjectNotFound,
  type ObjectAddress,
  type ObjectStore,
  type PutOptions,
  type SmallObject,
  type StoredObject,
  type WantedObject,
} from './port.js';
import { settled } from './settled.js';

const PIECE_BYTES = 512 * 1024;

/** Keeps everything in this object: the store for tests. It passes the same contract suite as the real ones. */
export class MemoryObjectStore implements ObjectStore {
  private readonly containers = new Map<string, Map<string, Uint8Array>>();

  async ensureContainer(container: string): Promise<void> {
    const refusal = refuseContainerName(container);
    if (refusal !== null) throw new ContainerRefused(`The container cannot be used: ${refusal}.`);
    if (!this.containers.has(container)) this.containers.set(container, new Map());
  }

  async put(
    container: string,
    name: string,
    body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { size, ifAbsent = false }: PutOptions = {},
  ): Promise<StoredObject> {
    requireFileName(name);
    const pieces: Uint8Array[] = [];
    for await (const piece of body) pieces.push(Uint8Array.from(piece));
    const bytes = Buffer.concat(pieces);
    if (size !== undefined && size !== bytes.length) {
      throw new BackupStoreError(
        `Object ${name} was announced with ${size} bytes and came with ${bytes.length}.`,
      );
    }
    await this.ensureContainer(container);
    const there = ifAbsent ? this.containers.get(container)?.get(name) : undefined;
    if (there !== undefined && !bytes.equals(there)) throw new NameTaken(name);
    this.containers.get(container)?.set(name, bytes);
    return { stored_bytes: bytes.length };
  }

  async putAll(container: string, objects: readonly SmallObject[]): Promise<void> {
    await settled(objects.map(({ name, bytes }) => this.put(container, name, [bytes], { ifAbsent: true })));
  }

  async copy(from: ObjectAddress, to: ObjectAddress): Promise<StoredObject> {
    requireFileName(to.name);
    const bytes = this.find(from.container, from.name);
    await this.ensureContainer(to.container);
    this.containers.get(to.container)?.set(to.name, bytes);
    return { stored_bytes: bytes.length };
  }

  async *get(container: string, name: string): AsyncGenerator<Uint8Array> {
    const bytes = this.find(container, name);
    const buffer = Buffer.alloc(Math.min(PIECE_BYTES, bytes.length));
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      buffer.set(piece);
      yield buffer.subarray(0, piece.length);
      // What a reader of a real store may find there then.
      buffer.fill(0xa5);
    }
  }

  async getAll(container: string, wanted: readonly WantedObject[]): Promise<(Uint8Array | null)[]> {
    return wanted.map(({ name, room }) => {
      const bytes = this.find(container, name);
      if (bytes.length > room.length) return null;
      room.set(bytes);
      return room.subarray(0, bytes.length);
    });
  }

  async stat(container: string, name: string): Promise<StoredObject> {
    return { stored_bytes: this.find(container, name).length };
  }

  async *list(container: string, prefix: string): AsyncGenerator<string> {
    requireListPrefix(prefix);
    const names = [...(this.containers.get(container)?.keys() ?? [])];
    yield* names.filter((name) => name.startsWith(prefix));
  }

  async delete(container: string, name: string): Promise<void> {
    this.containers.get(container)?.delete(name);
  }

  /** A put that did not end left nothing here. */
  async discardPartialPuts(_container: string, prefix: string): Promise<number> {
    requireListPrefix(prefix);
    return 0;
  }

  async removeContainerIfEmpty(container: string): Promise<void> {
    if (this.containers.get(container)?.size === 0) this.containers.delete(container);
  }

  private find(container: string, name: string): Uint8Array {
    const bytes = this.containers.get(container)?.get(name);
    if (bytes === undefined) throw new ObjectNotFound(container, name);
    return bytes;
  }
}
