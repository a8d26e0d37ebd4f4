import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupStoreError, InvalidBackup } from '../../src/drivers/backup/port.js';
import type { BackupRig, MadeBackup } from '../support/backup-rig.js';
import { ChunkedRig, smallSizes, type ChunkedUnderTest } from '../support/chunked-rig.js';
import { SeededBytes } from '../support/generated-volume.js';

/** What a verification finds, and how it says so. */
export const chunkedVerifyContract = (under: ChunkedUnderTest): void => {
  describe(`chunked verification: ${under.name}`, () => {
    const bytes = new SeededBytes(9);
    let chunked: ChunkedRig;
    let rig: BackupRig;
    let full: MadeBackup;
    let second: MadeBackup;

    const open = async (sizes = smallSizes) => {
      // Ends in the middle of a block, which is hashed as it is.
      chunked = await ChunkedRig.open(under, sizes, bytes.next('text', 9000));
      ({ rig } = chunked);
      full = await rig.backup();
      await rig.change(600, bytes.next('random', 600));
      await rig.change(8990, Buffer.from('end'));
      second = await rig.backup({ parent: full });
    };
    beforeEach(() => open());
    afterEach(async () => {
      expect(await readdir(join(rig.directory, 'spool'))).toEqual([]);
      await rig.remove();
    });
    const nameOf = ({ backup }: MadeBackup, suffix: string) => backup.service_metadata + suffix;
    const problems = async () => {
      const { damaged, damaged_objects } = await rig.verify([full, second]);
      expect(damaged_objects).toBe(damaged.length);
      return Object.fromEntries(damaged.map(({ object_name, problem }) => [object_name, problem]));
    };

    it('counts every object, the two of each layer that are JSON too', async () => {
      expect(await rig.verify([full, second])).toEqual({
        objects_checked: 3 + 2 + second.chunks.length + 2,
        bytes_checked: 9000 + second.chunks.reduce((sum, { length }) => sum + length, 0),
        damaged_objects: 0,
        damaged: [],
      });
    });

    it.each(['none', 'zlib', 'bz2', 'zstd'])(
      'names damaged, short and missing objects (%s)',
      async (compression) => {
        await rig.remove();
        await open({ ...smallSizes, compression });
        const good = await chunked.bytes(full, '-00001');
        const bad = Buffer.from(good);
        const middle = Math.floor(bad.length / 2);
        bad.writeUInt8(bad.readUInt8(middle) ^ 0x10, middle);
        await chunked.rewrite(full, '-00001', bad);
        await chunked.rewrite(full, '-00002', (await chunked.bytes(full, '-00002')).subarray(0, -1));
        await chunked.store.delete(second.backup.container, nameOf(second, '-00001'));
        expect(await problems()).toEqual({
          [nameOf(full, '-00001')]: expect.stringMatching(/./),
          [nameOf(full, '-00002')]: expect.stringMatching(/./),
          [nameOf(second, '-00001')]: 'is missing',
        });
        await chunked.rewrite(full, '-00001', good);
        expect(Object.keys(await problems())).toHaveLength(2);
      },
    );

    it('says which md5 an object has, and which it should have', async () => {
      const json = await chunked.json(full, '_metadata');
      const [first, ...others] = json['objects'] as Record<string, { md5: string }>[];
      const [name = ''] = Object.keys(first ?? {});
      const md5 = '0'.repeat(32);
      await chunked.rewrite(full, '_metadata', {
        ...json,
        objects: [{ [name]: { ...first?.[name], md5 } }, ...others],
      });
      expect(await problems()).toEqual({
        [name]: `is damaged: its md5 is ${first?.[name]?.md5} instead of ${md5}`,
      });
    });

    it('compares every block with the hash list, the short last one too', async () => {
      const list = await chunked.json(second, '_sha256file');
      const sha256s = list['sha256s'] as string[];
      const last = sha256s.length - 1;
      const changed = (block: number) => sha256s.map((hash, at) => (at === block ? 'ab'.repeat(32) : hash));
      await chunked.rewrite(second, '_sha256file', { ...list, sha256s: changed(1) });
      expect(await problems()).toEqual({
        [nameOf(second, '-00001')]: 'does not have the SHA-256 of the hash list at byte 512 of the volume',
      });
      await chunked.rewrite(second, '_sha256file', { ...list, sha256s: changed(last) });
      expect(await problems()).toEqual({
        [nameOf(second, '-00002')]:
          `does not have the SHA-256 of the hash list at byte ${last * 512} of the volume`,
      });
      // What the incremental does not hold is in the parent's own list.
      await chunked.rewrite(second, '_sha256file', { ...list, sha256s: changed(9) });
      expect(await problems()).toEqual({});
    });

    it('goes on without metadata or hash list, which are named', async () => {
      await chunked.rewrite(full, '_sha256file', Buffer.from('{'));
      await chunked.store.delete(second.backup.container, nameOf(second, '_sha256file'));
      expect(await problems()).toEqual({
        [nameOf(full, '_sha256file')]: expect.stringContaining('the sha256file object cannot be read'),
        [nameOf(second, '_sha256file')]: 'is missing',
      });
      await chunked.rewrite(full, '_metadata', { version: '2.0.0', objects: [] });
      expect((await problems())[nameOf(full, '_metadata')]).toBe(
        'No support to restore backup version 2.0.0',
      );
      await chunked.store.delete(full.backup.container, nameOf(full, '_metadata'));
      expect((await problems())[nameOf(full, '_metadata')]).toBe('is missing');
    });

    it('names volume metadata that cannot be put back, and what does not belong there', async () => {
      const json = await chunked.json(second, '_metadata');
      await chunked.rewrite(second, '_metadata', { ...json, volume_meta: '{"version": 3}' });
      await chunked.rewrite(full, '-00009', Buffer.from('x'));
      expect(await problems()).toEqual({
        [nameOf(second, '_metadata')]: expect.stringMatching(/version/),
        [nameOf(full, '-00009')]: 'is not in the list of objects in the metadata',
      });
    });

    it('names some of many damaged objects and counts all', async () => {
      for (const suffix of ['-00001', '-00002', '-00003'])
        await chunked.rewrite(full, suffix, Buffer.from('x'));
      const { damaged, damaged_objects } = await rig.verify([full, second], { maxDamaged: 2 });
      expect(damaged.map(({ object_name }) => object_name)).toEqual([
        nameOf(full, '-00001'),
        nameOf(full, '-00002'),
      ]);
      expect(damaged_objects).toBe(3);
    });

    it('does not take a record that leads nowhere for damage', async () => {
      for (const changes of [{ service_metadata: '../x' }, { container: null }]) {
        const chain = [{ backup: { ...full.backup, ...changes } }];
        await expect(rig.verify(chain)).rejects.toThrow(InvalidBackup);
      }
      await expect(rig.verify([{ backup: { ...full.backup, container: 'else/where' } }])).rejects.toThrow(
        BackupStoreError,
      );
    });
  });
};
