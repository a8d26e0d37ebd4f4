import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from '../../../../../../test/support/byte-streams.js';
import { MemoryObjectStore } from '../../../object-store/memory.js';
import type { ObjectStore } from '../../../object-store/port.js';
import { storeObject } from './store-object.js';

const MIB = 2 ** 20;
const bytesOfSlow = 4 * MIB;

/** A store in which something else happens while it holds the last piece. */
class SlowStore extends MemoryObjectStore {
  constructor(private readonly whileHeld: () => Promise<unknown>) {
    super();
  }

  override put(container: string, name: string, body: AsyncIterable<Uint8Array>) {
    const { whileHeld } = this;
    const held = async function* () {
      let taken = 0;
      for await (const piece of body) {
        taken += piece.length;
        if (taken === bytesOfSlow) await whileHeld();
        yield piece;
      }
    };
    return super.put(container, name, held());
  }
}

describe('an object that is stored while others are', () => {
  it('keeps its bytes until the store is done with the last of them', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'emberlog-store-object-'));
    const put = async (name: string, bytes: Uint8Array, store: ObjectStore): Promise<void> => {
      const device = join(directory, name);
      await writeFile(device, bytes);
      await storeObject(
        {
          device,
          offset: 0,
          length: bytes.length,
          compression: 'none',
          blockSize: 32_768,
          digests: null,
          store: { driver: 'posix', root: directory },
          container: 'c',
          name,
          closing: 'closing',
        },
        {
          signal: new AbortController().signal,
          passed: () => undefined,
          openStore: () => store,
        },
      );
    };
    // Long enough to come by every buffer that is free.
    const [slow, other] = [randomBytes(bytesOfSlow), randomBytes(16 * MIB)];
    const store = new SlowStore(() => put('other', other, new MemoryObjectStore()));
    await put('slow', slow, store);
    expect((await bytesOf(store.get('c', 'slow'))).equals(slow)).toBe(true);
    await rm(directory, { recursive: true });
  });
});
