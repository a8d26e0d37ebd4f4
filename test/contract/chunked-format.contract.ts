import { createHash } from 'node:crypto';
import type { MadeBackup } from '../support/backup-rig.js';
import { ChunkedRig, smallSizes, type ChunkedSizes, type ChunkedUnderTest } from '../support/chunked-rig.js';
import { SeededBytes } from '../support/generated-volume.js';

const rangesOf = ({ chunks }: MadeBackup) => chunks.map(({ offset, length }) => [offset, length]);

/** What lies in the store is Cinder's format, whatever the sizes (spec/backup-formats.md 1 and 7). */
export const chunkedFormatContract = (under: ChunkedUnderTest): void => {
  describe(`chunked format: ${under.name}`, () => {
    const bytes = new SeededBytes(3);
    let chunked: ChunkedRig;
    const open = async (sizes: ChunkedSizes, volume: Uint8Array) => {
      chunked = await ChunkedRig.open(under, sizes, volume);
      return chunked.rig;
    };
    afterEach(() => chunked.rig.remove());

    const sha256s = async (blockSize: number) => {
      const volume = await chunked.rig.volume();
      const count = Math.ceil(volume.length / blockSize);
      return Array.from({ length: count }, (_, i) =>
        createHash('sha256')
          .update(volume.subarray(i * blockSize, (i + 1) * blockSize))
          .digest('hex'),
      );
    };

    it('gives the objects of the conformance vector', async () => {
      const block = 32_768;
      const sizes = { chunkSize: 4 * block, blockSize: block, compression: 'zlib' };
      const rig = await open(sizes, bytes.next('text', 6 * block + 4000));
      const full = await rig.backup();
      expect(rangesOf(full)).toEqual([
        [0, 131_072],
        [131_072, 69_536],
      ]);
      await rig.change(2 * block, Buffer.alloc(2 * block));
      await rig.change(6 * block + 3999, Buffer.from('!'));
      const second = await rig.backup({ parent: full });
      expect(rangesOf(second)).toEqual([
        [65_536, 65_536],
        [196_608, 4000],
      ]);
      const list = (await chunked.json(second, '_sha256file'))['sha256s'];
      expect(list).toEqual(await sha256s(block));
      expect(list).toContain('c35020473aed1b4642cd726cad727b63fff2824ad68cedd7ffb73c7cbd890479');
      expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
    });

    it.each(['none', 'zlib', 'gzip', 'bz2', 'bzip2', 'zstd', 'OFF', 'ZLIB'])(
      'writes and restores with compression %s, plain where it does not help',
      async (compression) => {
        const volume = Buffer.concat([bytes.next('text', 4096), bytes.next('random', 4096)]);
        const rig = await open({ ...smallSizes, compression }, volume);
        const full = await rig.backup();
        const written = compression === 'OFF' ? 'none' : compression.toLowerCase();
        expect(full.chunks.map((chunk) => chunk.compression)).toEqual([written, 'none']);
        await rig.change(600, bytes.next('text', 700));
        const second = await rig.backup({ parent: full });
        expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
      },
    );

    it.each([
      [1, 1, 5],
      [999, 333, 5000],
      [512, 512, 512],
      [4096, 512, 4097],
      [4096, 512, 100],
      [1_000_000, 1000, 2_500_001],
      [3_145_728, 1_572_864, 4_000_000],
      [3_145_728, 3_145_728, 3_145_728],
      [65_536, 512, 65_536],
    ])('restores chunks of %i and blocks of %i over %i bytes', async (chunkSize, blockSize, length) => {
      const volume = Buffer.concat([bytes.next('random', length - 3), bytes.next('zeros', 3)]);
      const rig = await open({ chunkSize, blockSize, compression: 'zlib' }, volume);
      const full = await rig.backup();
      expect(full.chunks).toHaveLength(Math.ceil(length / chunkSize));
      expect((await chunked.json(full, '_sha256file'))['sha256s']).toEqual(await sha256s(blockSize));
      await rig.change(Math.floor(length / 2), Buffer.from('x'));
      const second = await rig.backup({ parent: full });
      expect(second.chunks).toHaveLength(1);
      expect((await chunked.json(second, '_sha256file'))['sha256s']).toEqual(await sha256s(blockSize));
      expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
      expect((await rig.backup({ parent: second })).chunks).toEqual([]);
    });

    it('backs up an empty device, and nothing but zeros', async () => {
      const rig = await open(smallSizes, Buffer.alloc(0));
      const empty = await rig.backup();
      expect(empty.outcome).toEqual({ object_count: 0, bytes_read: 0, bytes_stored: 0 });
      expect(await chunked.json(empty, '_sha256file')).toMatchObject({ sha256s: [], chunk_size: 512 });
      await rig.setVolume(Buffer.alloc(9000));
      const zeros = await rig.backup();
      expect(zeros.chunks).toHaveLength(3);
      expect((await rig.backup({ parent: zeros })).chunks).toEqual([]);
      expect((await rig.restore([zeros])).equals(Buffer.alloc(9000))).toBe(true);
    });

    it('cuts runs at chunk borders, joins them within, and takes what lies beyond the list of the parent as changed', async () => {
      const rig = await open(smallSizes, bytes.next('text', 3 * 4096 - 100));
      const full = await rig.backup();
      await rig.change(4096 - 512, bytes.next('random', 4096 + 1024));
      await rig.change(3 * 4096 - 100, bytes.next('text', 1000));
      const second = await rig.backup({ parent: full });
      expect(rangesOf(second)).toEqual([
        [3584, 512],
        [4096, 4096],
        [8192, 512],
        [11_776, 512],
        [12_288, 900],
      ]);
      expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
    });

    it('names every object of the backup and describes it', async () => {
      const rig = await open(smallSizes, bytes.next('text', 5000));
      const made = await rig.backup({ volume_meta: '{"version": 2}' });
      const P = made.backup.service_metadata;
      expect(P).toBe(`volume_${made.backup.volume_id}_20261121034507_backup_${made.backup.id}`);
      expect(await chunked.names(made, P)).toEqual([
        `${P}-00001`,
        `${P}-00002`,
        `${P}_metadata`,
        `${P}_sha256file`,
      ]);
      expect(await chunked.json(made, '_metadata')).toEqual({
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
  });
};
