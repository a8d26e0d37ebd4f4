import { truncate, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../src/drivers/backup/object-store/port.js';
import { InvalidBackup, type BackupDriver, type WrittenChunk } from '../../src/drivers/backup/port.js';
import { BackupRig, type MadeBackup } from '../support/backup-rig.js';
import { SeededBytes } from '../support/generated-volume.js';

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

const listMismatch =
  'Invalid backup: restore_backup aborted, actual object list does not match object list stored in metadata.';
const small = { chunkSize: 4096, blockSize: 512, compression: 'zlib' };

/** What every driver over an object store does: Cinder's format (spec/backup-formats.md 1, 7 and 8), and its repair. */
export const chunkedBackupDriverContract = ({ name, create }: ChunkedUnderTest): void => {
  describe(`chunked BackupDriver: ${name}`, () => {
    let rig: BackupRig;
    let store: ObjectStore;
    const bytes = new SeededBytes(3);

    async function open(sizes: ChunkedSizes, volume: Uint8Array): Promise<void> {
      rig = await BackupRig.create((directory) => {
        const made = create(directory, sizes);
        store = made.store;
        return made.driver;
      });
      await rig.setVolume(volume);
    }
    afterEach(() => rig.remove());

    const text = async ({ backup }: MadeBackup, suffix: string): Promise<string> => {
      const parts: Uint8Array[] = [];
      for await (const part of store.get(backup.container, backup.service_metadata + suffix))
        parts.push(part);
      return Buffer.concat(parts).toString();
    };
    const rewrite = (made: MadeBackup, suffix: string, body: Uint8Array) =>
      store.put(made.backup.container, made.backup.service_metadata + suffix, once(body));

    it('gives the objects of the conformance vector', async () => {
      const block = 32_768;
      await open(
        { chunkSize: 4 * block, blockSize: block, compression: 'zlib' },
        bytes.next('text', 6 * block + 4000),
      );
      const full = await rig.backup();
      expect(full.chunks.map(({ offset, length }) => [offset, length])).toEqual([
        [0, 131_072],
        [131_072, 69_536],
      ]);
      await rig.change(2 * block, Buffer.alloc(2 * block));
      await rig.change(6 * block + 3999, Buffer.from('!'));
      const second = await rig.backup({ parent: full });
      expect(second.chunks.map(({ offset, length }) => [offset, length])).toEqual([
        [65_536, 65_536],
        [196_608, 4000],
      ]);
      const hashes = JSON.parse(await text(second, '_sha256file')) as { sha256s: string[] };
      expect(hashes.sha256s).toHaveLength(7);
      expect(hashes.sha256s[2]).toBe('c35020473aed1b4642cd726cad727b63fff2824ad68cedd7ffb73c7cbd890479');
      expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
    });

    for (const compression of ['none', 'zlib', 'gzip', 'bz2', 'bzip2', 'zstd', 'OFF', 'ZLIB']) {
      it(`writes and restores with compression ${compression}, plain where it does not help`, async () => {
        await open(
          { ...small, compression },
          Buffer.concat([bytes.next('text', 4096), bytes.next('random', 4096)]),
        );
        const full = await rig.backup();
        const written = compression === 'OFF' ? 'none' : compression.toLowerCase();
        expect(full.chunks.map((chunk) => chunk.compression)).toEqual([written, 'none']);
        await rig.change(600, bytes.next('text', 700));
        const second = await rig.backup({ parent: full });
        expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
      });
    }

    for (const [chunkSize, blockSize, length] of [
      [1, 1, 5],
      [999, 333, 5000],
      [512, 512, 512],
      [4096, 512, 4097],
      [4096, 512, 100],
      [1_000_000, 1000, 2_500_001],
      [3_145_728, 1_572_864, 4_000_000],
      [65_536, 512, 65_536],
    ] as const) {
      it(`restores chunks of ${chunkSize} and blocks of ${blockSize} over ${length} bytes`, async () => {
        await open({ chunkSize, blockSize, compression: 'zlib' }, bytes.next('text', length));
        const full = await rig.backup();
        expect(full.chunks).toHaveLength(Math.ceil(length / chunkSize));
        await rig.change(Math.floor(length / 2), Buffer.from('x'));
        const second = await rig.backup({ parent: full });
        expect(second.chunks).toHaveLength(1);
        expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
        expect((await rig.backup({ parent: second })).chunks).toEqual([]);
      });
    }

    it('backs up an empty device, and nothing but zeros', async () => {
      await open(small, Buffer.alloc(0));
      const empty = await rig.backup();
      expect(empty.outcome).toEqual({ object_count: 0, bytes_read: 0, bytes_stored: 0 });
      expect(JSON.parse(await text(empty, '_sha256file'))).toMatchObject({ sha256s: [], chunk_size: 512 });
      await rig.setVolume(Buffer.alloc(9000));
      const zeros = await rig.backup();
      expect(zeros.chunks).toHaveLength(3);
      expect((await rig.backup({ parent: zeros })).chunks).toEqual([]);
      expect((await rig.restore([zeros])).equals(Buffer.alloc(9000))).toBe(true);
    });

    it('cuts runs at chunk borders, joins them within, and takes what lies beyond the list of the parent as changed', async () => {
      await open(small, bytes.next('text', 3 * 4096 - 100));
      const full = await rig.backup();
      await rig.change(4096 - 512, bytes.next('random', 4096 + 1024));
      await rig.change(3 * 4096 - 100, bytes.next('text', 1000));
      const second = await rig.backup({ parent: full });
      expect(second.chunks.map(({ offset, length }) => [offset, length])).toEqual([
        [3584, 512],
        [4096, 4096],
        [8192, 512],
        [11_776, 512],
        [12_288, 900],
      ]);
      expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
    });

    it('names every object of the backup and describes it', async () => {
      await open(small, bytes.next('text', 5000));
      const made = await rig.backup({ volume_meta: '{"version": 2}' });
      const P = made.backup.service_metadata;
      expect(P).toBe(`volume_${made.backup.volume_id}_20261121034507_backup_${made.backup.id}`);
      const names = await all(store.list(made.backup.container, P));
      expect(names.toSorted()).toEqual([`${P}-00001`, `${P}-00002`, `${P}_metadata`, `${P}_sha256file`]);
      expect(JSON.parse(await text(made, '_metadata'))).toEqual({
        version: '1.0.0',
        backup_id: made.backup.id,
        volume_id: made.backup.volume_id,
        backup_name: 'nightly – ñ',
        backup_description: null,
        created_at: '2026-11-21 03:45:06.000120+00:00',
        parent_id: null,
        volume_meta: '{"version": 2}',
        objects: made.chunks.map(({ object_name, offset, length, compression, md5 }) => ({
          [object_name]: { offset, length, compression, md5 },
        })),
      });
    });

    describe('an incremental is refused', () => {
      let full: MadeBackup;
      beforeEach(async () => {
        await open(small, bytes.next('text', 5000));
        full = await rig.backup();
      });
      const attempt = () => rig.backup({ parent: full });

      it('when a list or the metadata of its parent is gone or unreadable', async () => {
        await rewrite(full, '_metadata', Buffer.from('{'));
        await expect(attempt()).rejects.toThrow(/^Invalid backup: .*metadata.*Do a full backup\.$/);
        await rewrite(
          full,
          '_sha256file',
          Buffer.from('{"version": "1.0.0", "sha256s": [], "chunk_size": "512"}'),
        );
        await expect(attempt()).rejects.toThrow(/^Invalid backup: .*hash list.*Do a full backup\.$/);
        await store.delete(full.backup.container, `${full.backup.service_metadata}_sha256file`);
        await expect(attempt()).rejects.toThrow(
          /^Invalid backup: .*hash list.*missing\. Do a full backup\.$/,
        );
      });

      it('when the hash block size changed, with the text of Cinder', async () => {
        const list = JSON.parse(await text(full, '_sha256file')) as object;
        await rewrite(full, '_sha256file', Buffer.from(JSON.stringify({ ...list, chunk_size: 1024 })));
        await expect(attempt()).rejects.toThrow(
          new InvalidBackup(
            'Hash block size has changed since the last backup. New hash block size: 512. ' +
              'Old hash block size: 1024. Do a full backup.',
          ),
        );
      });

      it('when the volume grew, with the text of Cinder', async () => {
        const backup = rig.describe({ size: 2, parent_id: full.backup.id });
        await expect(rig.backup({ backup, parent: full })).rejects.toThrow(
          new InvalidBackup('Volume size increased since the last backup. Do a full backup.'),
        );
      });
    });

    it('refuses a chunk size that is no multiple of the block size', async () => {
      await open({ ...small, chunkSize: 1000 }, Buffer.alloc(10));
      const text_ = 'Invalid backup: Chunk size is not multiple of block size for creating hash.';
      await expect(rig.driver.checkForSetupError()).rejects.toThrow(text_);
      await expect(rig.backup()).rejects.toThrow(text_);
    });

    describe('a restore leaves the target alone', () => {
      let full: MadeBackup;
      let second: MadeBackup;
      const before = Buffer.alloc(9000, 0xaa);

      beforeEach(async () => {
        await open(small, bytes.next('text', 9000));
        full = await rig.backup();
        await rig.change(0, bytes.next('random', 600));
        second = await rig.backup({ parent: full });
      });

      async function refused(): Promise<Error> {
        const path = rig.volumePath;
        await rig.setVolume(before);
        const error = await rig
          .restoreTo(path, [full, second], { before, size: 9000 })
          .catch((e: Error) => e);
        expect((await rig.volume()).equals(before)).toBe(true);
        return error as Error;
      }

      it('when an object of a later layer is missing', async () => {
        await store.delete(second.backup.container, `${second.backup.service_metadata}-00001`);
        expect((await refused()).message).toBe(listMismatch);
      });
      it('when something foreign has the name of an object', async () => {
        await rewrite(full, '-00009', Buffer.from('x'));
        expect((await refused()).message).toBe(listMismatch);
      });
      it('when _metadata of a layer is missing', async () => {
        await store.delete(full.backup.container, `${full.backup.service_metadata}_metadata`);
        expect((await refused()).message).toMatch(/^Invalid backup: .*incomplete/);
      });
      it('when a layer has another version', async () => {
        const json = JSON.parse(await text(full, '_metadata')) as object;
        await rewrite(full, '_metadata', Buffer.from(JSON.stringify({ ...json, version: '2.0.0' })));
        expect((await refused()).message).toBe('Invalid backup: No support to restore backup version 2.0.0');
      });
      it('when service_metadata is empty or foreign', async () => {
        for (const service_metadata of ['', null, '../x', 'backup']) {
          const chain = [{ backup: { ...full.backup, service_metadata } }];
          await expect(rig.restore(chain, { before })).rejects.toThrow(InvalidBackup);
        }
      });
    });

    for (const compression of ['none', 'zlib', 'bz2', 'zstd']) {
      it(`finds a damaged object (${compression}) and names it`, async () => {
        await open({ ...small, compression }, bytes.next('text', 4096));
        const made = await rig.backup();
        const name_ = `${made.backup.service_metadata}-00001`;
        const parts = await all(store.get(made.backup.container, name_));
        const good = Buffer.concat(parts);
        const bad = Buffer.from(good);
        bad[Math.floor(bad.length / 2)] = (bad[Math.floor(bad.length / 2)] ?? 0) ^ 0x10;
        for (const body of [
          bad,
          good.subarray(0, -1),
          Buffer.concat([good, Buffer.from('x')]),
          Buffer.alloc(0),
        ]) {
          await rewrite(made, '-00001', body);
          const restored = rig.restore([made]);
          await expect(restored).rejects.toThrow(InvalidBackup);
          await expect(restored).rejects.toThrow(name_);
        }
        await rewrite(made, '-00001', good);
        expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
      });
    }

    it('resumes with the spool lost, cut off, or full of holes', async () => {
      await open(small, bytes.next('text', 20_000));
      const full = await rig.backup();
      await rig.change(0, bytes.next('text', 18_000));
      const spoilers = [
        (spool: string) => rm(spool, { recursive: true }),
        (spool: string) => truncate(join(spool, 'digests-512'), 100),
        async (spool: string) => {
          await truncate(join(spool, 'digests-512'), 0);
          await truncate(join(spool, 'digests-512'), 40 * 32);
        },
      ];
      for (const spoil of spoilers) {
        const backup = rig.describe({ parent_id: full.backup.id });
        const recorded: WrittenChunk[] = [];
        const dies = new Error('dies');
        const onChunk = () => {
          if (recorded.length === 2) throw dies;
        };
        await expect(rig.backup({ backup, parent: full, recorded, onChunk })).rejects.toBe(dies);
        await spoil(join(rig.directory, 'spool', `backup-${backup.id}`));
        const made = await rig.backup({ backup, parent: full, recorded });
        expect((await rig.restore([full, made])).equals(await rig.volume())).toBe(true);
        expect((await rig.backup({ parent: made })).chunks).toEqual([]);
      }
    });

    it('removes what an earlier attempt stored and nobody recorded', async () => {
      await open(small, bytes.next('text', 5000));
      const backup = rig.describe();
      await store.ensureContainer(backup.container);
      await store.put(backup.container, `${backup.service_metadata}-00003`, once(Buffer.from('stray')));
      const made = await rig.backup({ backup });
      expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
    });

    it('deletes only its own objects, and nothing without a prefix', async () => {
      await open(small, bytes.next('text', 5000));
      const made = await rig.backup();
      const { container } = made.backup;
      await rewrite(made, '-00001.old', Buffer.from('foreign'));
      expect(await rig.driver.delete({ ...made.backup, service_metadata: null })).toEqual({
        objects_deleted: 0,
      });
      expect(await rig.driver.delete({ ...made.backup, service_metadata: '' })).toEqual({
        objects_deleted: 0,
      });
      await expect(rig.driver.delete({ ...made.backup, service_metadata: 'volume_' })).rejects.toThrow(
        InvalidBackup,
      );
      expect(await rig.driver.delete(made.backup)).toEqual({ objects_deleted: 4 });
      expect(await all(store.list(container, 'volume_'))).toEqual([
        `${made.backup.service_metadata}-00001.old`,
      ]);
    });

    it('lets several backups share a container that a user named, and refuses names that climb out', async () => {
      await open(small, bytes.next('text', 5000));
      const one = await rig.backup({ backup: rig.describe({ container: 'a/ñ/shared' }) });
      const two = await rig.backup({ backup: rig.describe({ container: 'a/ñ/shared' }) });
      await rig.driver.delete(one.backup);
      expect((await rig.restore([two])).equals(await rig.volume())).toBe(true);
      expect(rig.describe({ container: '' }).container).not.toBe('');
      expect(rig.driver.refuseContainer('a/ñ/shared')).toBeNull();
      for (const container of ['/etc', '../x', 'a/../../b', 'x'.repeat(256)]) {
        expect(rig.driver.refuseContainer(container)).toMatch(/^Invalid input received: /);
      }
    });
  });
};

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}
