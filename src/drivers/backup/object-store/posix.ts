import { opendir, readdir, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { requireFileName, requireListPrefix } from './object-name.js';
import {
  ObjectNotFound,
  type ObjectAddress,
  type ObjectStore,
  type PutOptions,
  type SmallObject,
  type StoredObject,
  type WantedObject,
} from './port.js';
import { containerDirectory, createContainerDirectory, syncDirectory } from './posix-directory.js';
import { linkOrCopy } from './posix-copy.js';
import { isPartialNameOf, partialName, publish } from './posix-partial.js';
import { readFilePieces } from '../file-io/file-reader.js';
import { readSmallFile } from '../file-io/read-small-file.js';
import { writeObject, type Attempt } from './posix-write.js';
import { writeSmallObject } from './posix-write-small.js';
import { settled } from './settled.js';
import { hasCode, storeError } from './store-error.js';

/** Names read from a directory at a time. */
const LIST_BUFFER = 1024;

/**
 * Objects are files under `root`, containers directories. An object is written to a dot-name beside it, synced, then named:
 * readers and restarts see all of it or nothing.
 */
export class PosixObjectStore implements ObjectStore {
  constructor(readonly root: string) {}

  async ensureContainer(container: string): Promise<void> {
    await this.attempt(`create container ${container}`, async () => {
      await createContainerDirectory(await containerDirectory(this.root, container));
    });
  }

  async put(
    container: string,
    name: string,
    body: AsyncIterable<Uint8Array>,
    { size, ifAbsent = false }: PutOptions = {},
  ): Promise<StoredObject> {
    const attempt = this.attempting(`write object ${name} in container ${container}`);
    const directory = await attempt(() => containerDirectory(this.root, container));
    const stored_bytes = await writeObject(directory, { name, content: body, size, ifAbsent }, attempt);
    await attempt(() => syncDirectory(directory));
    return { stored_bytes };
  }

  async putAll(container: string, objects: readonly SmallObject[]): Promise<void> {
    const attempt = this.attempting(`write ${objects.length} objects in container ${container}`);
    const directory = await attempt(() => containerDirectory(this.root, container));
    await settled(
      objects.map((object) =>
        this.attempt(`write object ${object.name} in container ${container}`, () =>
          writeSmallObject(directory, object),
        ),
      ),
    );
    await attempt(() => syncDirectory(directory));
  }

  async copy(from: ObjectAddress, to: ObjectAddress): Promise<StoredObject> {
    const { stored_bytes } = await this.stat(from.container, from.name);
    await this.attempt(`copy object ${from.name} to ${to.name} in container ${to.container}`, async () => {
      const source = join(await containerDirectory(this.root, from.container), requireFileName(from.name));
      const directory = await containerDirectory(this.root, to.container);
      const partial = join(directory, partialName(requireFileName(to.name)));
      try {
        await linkOrCopy(source, partial);
        await publish(partial, join(directory, to.name));
        await syncDirectory(directory);
      } finally {
        // A rename onto another link of the same file leaves both names, so there may be one after success too.
        await unlinkIfThere(partial);
      }
    });
    return { stored_bytes };
  }

  async *get(container: string, name: string): AsyncGenerator<Uint8Array> {
    try {
      const directory = await containerDirectory(this.root, container);
      yield* readFilePieces(join(directory, requireFileName(name)));
    } catch (error) {
      throw this.readError(error, container, name);
    }
  }

  async getAll(container: string, wanted: readonly WantedObject[]): Promise<readonly (Uint8Array | null)[]> {
    const directory = await this.attempt(`read from container ${container}`, () =>
      containerDirectory(this.root, container),
    );
    const reads = wanted.map(async ({ name, room }) => {
      try {
        return await readSmallFile(join(directory, requireFileName(name)), room);
      } catch (error) {
        throw this.readError(error, container, name);
      }
    });
    await settled(reads);
    return Promise.all(reads);
  }

  async stat(container: string, name: string): Promise<StoredObject> {
    try {
      const directory = await containerDirectory(this.root, container);
      const entry = await stat(join(directory, requireFileName(name)));
      if (!entry.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
      return { stored_bytes: entry.size };
    } catch (error) {
      throw this.readError(error, container, name);
    }
  }

  async *list(container: string, prefix: string): AsyncGenerator<string> {
    requireListPrefix(prefix);
    try {
      const directory = await containerDirectory(this.root, container);
      for await (const entry of await opendir(directory, { bufferSize: LIST_BUFFER })) {
        if (entry.name.startsWith(prefix)) yield entry.name;
      }
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw storeError(error, this.root, `list container ${container}`);
    }
  }

  async delete(container: string, name: string): Promise<void> {
    await this.attempt(`delete object ${name} in container ${container}`, async () => {
      const directory = await containerDirectory(this.root, container);
      await unlinkIfThere(join(directory, requireFileName(name)));
    });
  }

  async discardPartialPuts(container: string, prefix: string): Promise<number> {
    requireListPrefix(prefix);
    return this.attempt(`clean up container ${container}`, async () => {
      const directory = await containerDirectory(this.root, container);
      let removed = 0;
      for (const name of await namesIn(directory)) {
        if (!isPartialNameOf(prefix, name)) continue;
        await unlinkIfThere(join(directory, name));
        removed++;
      }
      return removed;
    });
  }

  async removeContainerIfEmpty(container: string): Promise<void> {
    await this.attempt(`remove container ${container}`, async () => {
      const directory = await containerDirectory(this.root, container);
      try {
        await rmdir(directory);
      } catch (error) {
        // ENOTDIR: the operator put a symbolic link there; it is his to remove.
        if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY')) throw error;
      }
    });
  }

  /** Turns what the file system says into what a person understands; the body's own errors do not come this way. */
  private async attempt<T>(action: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeError(error, this.root, action);
    }
  }

  private attempting(action: string): Attempt {
    return (work) => this.attempt(action, work);
  }

  private readError(error: unknown, container: string, name: string): Error {
    return hasCode(error, 'ENOENT', 'ENOTDIR')
      ? new ObjectNotFound(container, name)
      : storeError(error, this.root, `read object ${name} in container ${container}`);
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}
