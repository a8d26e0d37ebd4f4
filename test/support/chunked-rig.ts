import type { ObjectStore } from '../../src/drivers/backup/object-store/port.js';
import type { BackupDriver } from '../../src/drivers/backup/port.js';
import { BackupRig, type MadeBackup } from './backup-rig.js';
import { bytesOf, pieces } from './byte-streams.js';

export interface ChunkedSizes {
  readonly chunkSize: number;
  readonly blockSize: number;
  readonly compression: string;
}

export interface ChunkedUnderTest {
  readonly name: string;
  create(
    directory: string,
    sizes: ChunkedSizes,
  ): { readonly driver: BackupDriver; readonly store: ObjectStore };
}

/** Eight blocks in a chunk, all of it small. */
export const smallSizes: ChunkedSizes = { chunkSize: 4096, blockSize: 512, compression: 'zlib' };

/** A volume, a driver over an object store, and a view of what lies in the store. */
export class ChunkedRig {
  private constructor(
    readonly rig: BackupRig,
    readonly store: ObjectStore,
  ) {}

  static async open(under: ChunkedUnderTest, sizes: ChunkedSizes, volume: Uint8Array): Promise<ChunkedRig> {
    let store: ObjectStore | undefined;
    const rig = await BackupRig.create((directory) => {
      const made = under.create(directory, sizes);
      ({ store } = made);
      return made.driver;
    });
    if (!store) throw new Error('the driver under test came without its store');
    await rig.setVolume(volume);
    return new ChunkedRig(rig, store);
  }

  async bytes({ backup }: MadeBackup, suffix: string): Promise<Buffer> {
    return bytesOf(this.store.get(backup.container, backup.service_metadata + suffix));
  }

  async json(made: MadeBackup, suffix: '_metadata' | '_sha256file'): Promise<Record<string, unknown>> {
    return JSON.parse((await this.bytes(made, suffix)).toString()) as Record<string, unknown>;
  }

  /** Replaces an object of the backup. */
  async rewrite({ backup }: MadeBackup, suffix: string, body: Uint8Array | object): Promise<void> {
    const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
    await this.store.put(backup.container, backup.service_metadata + suffix, pieces(bytes));
  }

  /** Names in the backup's container that start with the text, sorted. */
  async names({ backup }: MadeBackup, prefix: string): Promise<string[]> {
    const found: string[] = [];
    for await (const name of this.store.list(backup.container, prefix)) found.push(name);
    return found.toSorted();
  }
}
