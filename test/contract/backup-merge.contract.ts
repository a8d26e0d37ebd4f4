import { InvalidBackup } from '../../src/drivers/backup/port.js';
import { BackupRig, type MadeBackup } from '../support/backup-rig.js';
import { SeededBytes } from '../support/generated-volume.js';
import type { BackupDriverUnderTest } from './backup-driver.contract.js';

/** What a driver owes when a layer is taken out of a chain: what lies on top of it restores to the same bytes without it. */
export const backupMergeContract = ({ name, create, volumeBytes }: BackupDriverUnderTest): void => {
  describe(`BackupDriver merge contract: ${name}`, () => {
    const bytes = new SeededBytes(17);
    const part = Math.floor(volumeBytes / 6);
    let rig: BackupRig;
    let chain: readonly [MadeBackup, MadeBackup, MadeBackup];
    let held: Buffer[];

    /** Each layer overwrites some of the one below, with zeros too, and leaves some. */
    beforeEach(async () => {
      rig = await BackupRig.create(create);
      held = [];
      const made: MadeBackup[] = [];
      const back = async (changes: readonly (readonly [number, Uint8Array])[]) => {
        for (const [offset, data] of changes) await rig.change(offset, data);
        const volume_meta = made.length === 0 ? null : '{"version": 2}';
        const backup = await rig.backup({ parent: made.at(-1) ?? null, volume_meta });
        made.push(backup);
        held.push(await rig.volume());
        return backup;
      };
      await rig.setVolume(bytes.next('random', volumeBytes));
      chain = [
        await back([]),
        await back([
          // Whole blocks of zeros, an object of nothing else, inside of a chunk whose other bytes stay.
          [8192, Buffer.alloc(8192)],
          [2 * part, bytes.next('text', part)],
        ]),
        await back([
          [part / 2, bytes.next('random', part)],
          [2 * part, Buffer.alloc(part / 2)],
        ]),
      ];
    });
    afterEach(() => rig.remove());

    const merge = (
      parent: MadeBackup,
      { backup }: MadeBackup,
      new_parent_id: string | null,
      signal?: AbortSignal,
    ) =>
      rig.driver.mergeLayer({
        parent: parent.backup,
        backup,
        new_parent_id,
        confirm: async () => {},
        signal: signal ?? new AbortController().signal,
      });

    /** Onto a new target and over old data. */
    async function expectHolds(layers: readonly MadeBackup[], version: number): Promise<void> {
      const wanted = held[version] ?? Buffer.alloc(0);
      for (const before of [undefined, Buffer.alloc(volumeBytes, 0xaa)]) {
        expect((await rig.restore(layers, { size: volumeBytes, before })).equals(wanted)).toBe(true);
      }
      expect((await rig.verify(layers)).damaged).toEqual([]);
    }

    it('takes the bottom out: its child is a full backup, and the layers above stay right', async () => {
      const [full, middle, top] = chain;
      const merged = await merge(full, middle, null);
      expect(merged.object_count).toBeGreaterThan(middle.outcome.object_count);
      expect(merged.bytes_stored).toBeGreaterThan(middle.outcome.bytes_stored);
      await expectHolds([full, middle], 1);
      await rig.driver.delete(full.backup);
      await expectHolds([middle], 1);
      await expectHolds([middle, top], 2);
    });

    it('takes the middle out, then the bottom', async () => {
      const [full, middle, top] = chain;
      await merge(middle, top, full.backup.id);
      await rig.driver.delete(middle.backup);
      await expectHolds([full, top], 2);
      await merge(full, top, null);
      await rig.driver.delete(full.backup);
      await expectHolds([top], 2);
    });

    it('gives every child copies of its own', async () => {
      const [full, middle, top] = chain;
      await rig.change(4 * part, bytes.next('text', part));
      const branch = await rig.backup({ parent: full });
      held.push(await rig.volume());
      await merge(full, middle, null);
      await merge(full, branch, null);
      await rig.driver.delete(full.backup);
      await expectHolds([branch], 3);
      await rig.driver.delete(branch.backup);
      await expectHolds([middle, top], 2);
    });

    it('changes nothing when it is repeated, also after the parent was deleted by half', async () => {
      const [full, middle, top] = chain;
      const merged = await merge(full, middle, null);
      expect(await merge(full, middle, null)).toEqual(merged);
      await expectHolds([middle, top], 2);
    });

    it('carries further incrementals', async () => {
      const [full, middle, top] = chain;
      await merge(full, middle, null);
      await merge(middle, top, null);
      await rig.driver.delete(full.backup);
      await rig.driver.delete(middle.backup);
      await rig.change(part, bytes.next('random', 5000));
      const more = await rig.backup({ parent: top });
      expect(more.outcome.object_count).toBeLessThan(top.outcome.object_count + 3);
      held.push(await rig.volume());
      await expectHolds([top, more], 3);
    });

    it('refuses a layer that is not whole, and leaves the backup as it was', async () => {
      const [full, middle] = chain;
      await rig.driver.delete(full.backup);
      await expect(merge(full, middle, null)).rejects.toThrow(InvalidBackup);
      expect(await rig.driver.discardMerge(middle.backup)).toEqual({ objects_deleted: 0 });
    });

    it('changes nothing more once it is fenced off', async () => {
      const [full, middle] = chain;
      const fenced = new Error('somebody else is at work');
      let asked = 0;
      const request = {
        parent: full.backup,
        backup: middle.backup,
        new_parent_id: null,
        signal: new AbortController().signal,
      };
      const confirm = async () => {
        if (++asked === 2) throw fenced;
      };
      await expect(rig.driver.mergeLayer({ ...request, confirm })).rejects.toBe(fenced);
      await rig.driver.discardMerge(middle.backup);
      await expectHolds([full, middle], 1);
    });

    it('stops when it is told to', async () => {
      const [full, middle] = chain;
      const stop = new Error('stop');
      await expect(merge(full, middle, null, AbortSignal.abort(stop))).rejects.toBe(stop);
      await expectHolds([full, middle], 1);
    });
  });
};
