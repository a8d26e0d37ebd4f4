import { InvalidBackup } from '../../src/drivers/backup/port.js';
import type { BackupRig, MadeBackup } from '../support/backup-rig.js';
import { ChunkedRig, smallSizes, type ChunkedUnderTest } from '../support/chunked-rig.js';
import { SeededBytes } from '../support/generated-volume.js';

const listMismatch =
  'Invalid backup: restore_backup aborted, actual object list does not match object list stored in metadata.';

/** What is refused, with which words, and that nothing was written by then (spec/backup-formats.md 8). */
export const chunkedRefusalsContract = (under: ChunkedUnderTest): void => {
  describe(`chunked refusals: ${under.name}`, () => {
    const bytes = new SeededBytes(4);
    const before = Buffer.alloc(9000, 0xaa);
    let chunked: ChunkedRig;
    let rig: BackupRig;
    let full: MadeBackup;

    const open = async (sizes = smallSizes, volume = bytes.next('text', 9000)) => {
      chunked = await ChunkedRig.open(under, sizes, volume);
      ({ rig } = chunked);
    };
    afterEach(() => rig.remove());

    it('refuses a chunk size that is no multiple of the block size', async () => {
      await open({ ...smallSizes, chunkSize: 1000 });
      const words = 'Invalid backup: Chunk size is not multiple of block size for creating hash.';
      await expect(rig.driver.checkForSetupError()).rejects.toThrow(words);
      await expect(rig.backup()).rejects.toThrow(words);
    });

    describe('an incremental is refused', () => {
      beforeEach(async () => {
        await open();
        full = await rig.backup();
      });
      const attempt = () => rig.backup({ parent: full });

      it('when a list or the metadata of its parent is gone or unreadable', async () => {
        await chunked.rewrite(full, '_metadata', Buffer.from('{'));
        await expect(attempt()).rejects.toThrow(/^Invalid backup: .*metadata.*Do a full backup\.$/);
        await chunked.rewrite(full, '_sha256file', { version: '1.0.0', sha256s: [], chunk_size: '512' });
        await expect(attempt()).rejects.toThrow(/^Invalid backup: .*hash list.*Do a full backup\.$/);
        await chunked.store.delete(full.backup.container, `${full.backup.service_metadata}_sha256file`);
        await expect(attempt()).rejects.toThrow(
          /^Invalid backup: .*hash list.*missing\. Do a full backup\.$/,
        );
      });

      it('when the hash block size changed, with the text of Cinder', async () => {
        const list = await chunked.json(full, '_sha256file');
        await chunked.rewrite(full, '_sha256file', { ...list, chunk_size: 1024 });
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

    describe('a restore leaves the target alone', () => {
      let second: MadeBackup;
      beforeEach(async () => {
        await open();
        full = await rig.backup();
        await rig.change(0, bytes.next('random', 600));
        second = await rig.backup({ parent: full });
        await rig.setVolume(before);
      });
      afterEach(async () => {
        expect((await rig.volume()).equals(before)).toBe(true);
      });
      const attempt = () => rig.restoreTo(rig.volumePath, [full, second], { before, size: 9000 });

      it('when an object of a later layer is missing', async () => {
        await chunked.store.delete(second.backup.container, `${second.backup.service_metadata}-00001`);
        await expect(attempt()).rejects.toThrow(listMismatch);
      });

      it('when something foreign has the name of an object', async () => {
        await chunked.rewrite(full, '-00009', Buffer.from('x'));
        await expect(attempt()).rejects.toThrow(listMismatch);
      });

      it('when an object is listed twice', async () => {
        const json = await chunked.json(full, '_metadata');
        const objects = json['objects'] as unknown[];
        await chunked.rewrite(full, '_metadata', { ...json, objects: [...objects, objects[0]] });
        await expect(attempt()).rejects.toThrow(/^Invalid backup: .*twice/);
      });

      it('when _metadata of a layer is missing', async () => {
        await chunked.store.delete(full.backup.container, `${full.backup.service_metadata}_metadata`);
        await expect(attempt()).rejects.toThrow(/^Invalid backup: .*incomplete/);
      });

      it('when a layer has another version', async () => {
        await chunked.rewrite(full, '_metadata', {
          ...(await chunked.json(full, '_metadata')),
          version: '2.0.0',
        });
        await expect(attempt()).rejects.toThrow('Invalid backup: No support to restore backup version 2.0.0');
      });

      it('when the volume metadata of the backup cannot be put back', async () => {
        await chunked.rewrite(second, '_metadata', {
          ...(await chunked.json(second, '_metadata')),
          volume_meta: '{"version": 3}',
        });
        await expect(attempt()).rejects.toThrow(InvalidBackup);
      });

      it('when service_metadata is empty or foreign', async () => {
        for (const service_metadata of ['', null, '../x', 'backup']) {
          const chain = [{ backup: { ...full.backup, service_metadata } }];
          await expect(rig.restoreTo(rig.volumePath, chain, { before, size: 9000 })).rejects.toThrow(
            InvalidBackup,
          );
        }
      });
    });

    it.each(['none', 'zlib', 'bz2', 'zstd'])(
      'finds a damaged object (%s) and names it',
      async (compression) => {
        await open({ ...smallSizes, compression }, bytes.next('text', 4096));
        const made = await rig.backup();
        const good = await chunked.bytes(made, '-00001');
        const bad = Buffer.from(good);
        const middle = Math.floor(bad.length / 2);
        bad.writeUInt8(bad.readUInt8(middle) ^ 0x10, middle);
        for (const body of [
          bad,
          good.subarray(0, -1),
          Buffer.concat([good, Buffer.from('x')]),
          Buffer.alloc(0),
        ]) {
          await chunked.rewrite(made, '-00001', body);
          const restored = rig.restore([made]);
          await expect(restored).rejects.toThrow(InvalidBackup);
          await expect(restored).rejects.toThrow(`${made.backup.service_metadata}-00001`);
        }
        await chunked.rewrite(made, '-00001', good);
        expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
      },
    );
  });
};
