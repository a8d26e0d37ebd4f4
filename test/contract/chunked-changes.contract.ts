import { hash } from 'node:crypto';
import { open, rm, truncate } from 'node:fs/promises';
import type { ByteRange } from '../../src/drivers/backup/port.js';
import type { MadeBackup, PlacedBackup } from '../support/backup-rig.js';
import { ChunkedRig, smallSizes, type ChunkedSizes, type ChunkedUnderTest } from '../support/chunked-rig.js';
import { SeededBytes } from '../support/generated-volume.js';
import { seededRandom } from '../support/seeded-random.js';

const BLOCKS = 64;
const length = BLOCKS * smallSizes.blockSize + 100;

/** What is known to have changed, and holes, spare reading; what is stored stays the same. */
export const chunkedChangesContract = (under: ChunkedUnderTest): void => {
  describe(`told changes and holes: ${under.name}`, () => {
    const bytes = new SeededBytes(7);
    let chunked: ChunkedRig;
    const openRig = async (volume: Uint8Array, sizes: ChunkedSizes = smallSizes) => {
      chunked = await ChunkedRig.open(under, sizes, volume);
      return chunked.rig;
    };
    afterEach(() => chunked.rig.remove());

    /** Everything that lies in the store of this backup. */
    const objectsOf = async (made: MadeBackup): Promise<Map<string, string>> => {
      const prefix = made.backup.service_metadata;
      const objects = new Map<string, string>();
      for (const name of await chunked.names(made, prefix)) {
        objects.set(name, hash('sha256', await chunked.bytes(made, name.slice(prefix.length))));
      }
      return objects;
    };

    const bothWays = async (parent: MadeBackup, changed: readonly ByteRange[]) => {
      const backup: PlacedBackup = chunked.rig.describe({ parent_id: parent.backup.id });
      const scanned = await chunked.rig.backup({ backup, parent });
      const objects = await objectsOf(scanned);
      await chunked.rig.driver.delete(backup);
      const told = await chunked.rig.backup({ backup, parent, changed });
      expect(await objectsOf(told)).toEqual(objects);
      expect(told.chunks).toEqual(scanned.chunks);
      expect(told.outcome).toEqual(scanned.outcome);
      return told;
    };

    it.each([1, 2, 3, 4, 5, 6, 7, 8])(
      'gives the same objects as a scan after random changes (%i)',
      async (seed) => {
        const random = seededRandom(seed);
        const below = (limit: number) => Math.floor(random() * limit);
        const rig = await openRig(bytes.next('random', length));
        let parent = await rig.backup();
        for (let round = 0; round < 2; round++) {
          const changed: ByteRange[] = [];
          let at = below(3000);
          while (at < length) {
            const range = { offset: at, length: Math.min(1 + below(3000), length - at) };
            changed.push(range);
            // Some of what is told to have changed has not, and some became zeros.
            const kind = ['random', 'zeros', 'none'][below(3)];
            if (kind !== 'none') await rig.change(at, bytes.next(kind as 'random', range.length));
            at += range.length + below(8000);
          }
          parent = await bothWays(parent, changed);
        }
      },
    );

    it('reads nothing else', async () => {
      const whole = BLOCKS * smallSizes.blockSize;
      const rig = await openRig(bytes.next('random', whole));
      const full = await rig.backup();
      await rig.change(10_000, Buffer.alloc(2000, 1));
      const unchanged = await rig.backup({ parent: full, changed: [] });
      expect(unchanged.chunks).toEqual([]);
      const list = await chunked.json(full, '_sha256file');
      expect((await chunked.json(unchanged, '_sha256file'))['sha256s']).toEqual(list['sha256s']);
      await rm(rig.volumePath);
      await rig.setVolume(Buffer.alloc(0));
      await truncate(rig.volumePath, whole);
      const one = await rig.backup({ parent: full, changed: [{ offset: 5 * 512 + 511, length: 2 }] });
      expect(one.chunks.map((chunk) => [chunk.offset, chunk.length])).toEqual([[5 * 512, 1024]]);
    });

    it('reads what the list of the parent does not have', async () => {
      const rig = await openRig(bytes.next('random', length));
      const full = await rig.backup();
      const list = await chunked.json(full, '_sha256file');
      const sha256s = list['sha256s'] as string[];
      const damaged = sha256s.slice(0, -2);
      damaged[3] = 'no hash';
      await chunked.rewrite(full, '_sha256file', { ...list, sha256s: damaged });
      await bothWays(full, [{ offset: 0, length: 10 }]);
    });

    it.each([-700, -100, 900])('follows a device that is %i bytes longer', async (more) => {
      const rig = await openRig(bytes.next('random', length));
      const full = await rig.backup();
      await truncate(rig.volumePath, length + more);
      const end = Math.max(length, length + more);
      const from = Math.min(length, length + more);
      await bothWays(full, [{ offset: from, length: end - from }]);
    });

    it('goes on after an interruption, whoever tells the second time', async () => {
      for (const second of [true, false]) {
        const rig = await openRig(bytes.next('random', length));
        const full = await rig.backup();
        const changed = [0, 9000, 21_000].map((offset) => ({ offset, length: 600 }));
        for (const { offset } of changed) await rig.change(offset, bytes.next('random', 600));
        const backup = rig.describe({ parent_id: full.backup.id });
        const recorded: MadeBackup['chunks'] = [];
        const onChunk = () => {
          if (recorded.length === 1) throw new Error('interrupted');
        };
        const first = rig.backup({ backup, parent: full, changed, recorded, onChunk });
        await expect(first).rejects.toThrow('interrupted');
        const made = await rig.backup({
          backup,
          parent: full,
          recorded,
          ...(second ? { changed } : {}),
        });
        expect(made.chunks).toHaveLength(3);
        expect((await rig.restore([full, made])).equals(await rig.volume())).toBe(true);
        if (second) await rig.remove();
      }
    });

    it.each(['none', 'zlib'])(
      'stores holes as the zeros that they read as, with compression %s',
      async (compression) => {
        const mib = 2 ** 20;
        const sizes = { chunkSize: 2 * mib, blockSize: 32_768, compression };
        const volume = Buffer.concat([
          bytes.next('random', 40_000),
          bytes.next('zeros', 7 * mib),
          bytes.next('random', mib),
          bytes.next('zeros', mib + 5),
        ]);
        const rig = await openRig(volume, sizes);
        const backup = rig.describe();
        const dense = await objectsOf(await rig.backup({ backup }));
        await rig.driver.delete(backup);
        await rm(rig.volumePath);
        await using file = await open(rig.volumePath, 'wx+');
        await file.truncate(volume.length);
        await file.write(volume, 0, 40_000, 0);
        await file.write(volume, 40_000 + 7 * mib, mib, 40_000 + 7 * mib);
        expect((await rig.volume()).equals(volume)).toBe(true);
        const sparse = await rig.backup({ backup });
        expect(await objectsOf(sparse)).toEqual(dense);
        expect((await rig.restore([sparse])).equals(volume)).toBe(true);
      },
    );
  });
};
