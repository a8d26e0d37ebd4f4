import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidBackup, type WrittenChunk } from '../../src/drivers/backup/port.js';
import type { BackupRig } from '../support/backup-rig.js';
import { pieces } from '../support/byte-streams.js';
import { ChunkedRig, smallSizes, type ChunkedUnderTest } from '../support/chunked-rig.js';
import { SeededBytes } from '../support/generated-volume.js';

/** What a chunked driver keeps beside the objects, and what it tidies up. */
export const chunkedUpkeepContract = (under: ChunkedUnderTest): void => {
  describe(`chunked upkeep: ${under.name}`, () => {
    const bytes = new SeededBytes(5);
    let chunked: ChunkedRig;
    let rig: BackupRig;
    beforeEach(async () => {
      chunked = await ChunkedRig.open(under, smallSizes, bytes.next('text', 20_000));
      ({ rig } = chunked);
    });
    afterEach(() => rig.remove());

    it.each([
      ['lost', (spool: string) => rm(spool, { recursive: true })],
      ['cut off', (spool: string) => truncate(join(spool, 'digests-512'), 100)],
      [
        'full of holes',
        async (spool: string) => {
          await truncate(join(spool, 'digests-512'), 0);
          await truncate(join(spool, 'digests-512'), 40 * 32);
        },
      ],
    ])('resumes with the spool %s', async (_how, spoil) => {
      const full = await rig.backup();
      await rig.change(0, bytes.next('text', 18_000));
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
    });

    it('names the backups it keeps working files of, until they are removed', async () => {
      const finished = await rig.backup();
      const backup = rig.describe();
      const dies = new Error('dies');
      const onChunk = () => {
        throw dies;
      };
      const begun = new Date(Date.now() - 1000);
      await expect(rig.backup({ backup, onChunk })).rejects.toBe(dies);
      const found = await rig.driver.listWorkingFiles();
      expect(found.map(({ backup_id }) => backup_id)).toEqual([backup.id]);
      expect(found[0]?.used_at.getTime()).toBeGreaterThanOrEqual(begun.getTime());
      for (const { id } of [backup, backup, finished.backup]) await rig.driver.removeWorkingFiles(id);
      expect(await rig.driver.listWorkingFiles()).toEqual([]);
    });

    it('removes what an earlier attempt stored and nobody recorded', async () => {
      const backup = rig.describe();
      await chunked.store.ensureContainer(backup.container);
      await chunked.store.put(
        backup.container,
        `${backup.service_metadata}-00009`,
        pieces(Buffer.from('stray')),
      );
      const made = await rig.backup({ backup });
      expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
    });

    it('deletes only its own objects, and nothing without a prefix', async () => {
      const made = await rig.backup();
      await chunked.rewrite(made, '-00001.old', Buffer.from('foreign'));
      const deleteAs = (service_metadata: string | null) =>
        rig.driver.delete({ ...made.backup, service_metadata });
      expect(await deleteAs(null)).toEqual({ objects_deleted: 0 });
      expect(await deleteAs('')).toEqual({ objects_deleted: 0 });
      await expect(deleteAs('volume_')).rejects.toThrow(InvalidBackup);
      expect(await rig.driver.delete(made.backup)).toEqual({ objects_deleted: 7 });
      expect(await chunked.names(made, 'volume_')).toEqual([`${made.backup.service_metadata}-00001.old`]);
    });

    it('lets several backups share a container that a user named, and refuses names that climb out', async () => {
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
