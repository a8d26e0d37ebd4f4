import type { RestoreRequest, WrittenChunk } from '../../src/drivers/backup/port.js';
import { BackupRig, type MadeBackup, type PlacedBackup } from '../support/backup-rig.js';
import { SeededBytes } from '../support/generated-volume.js';
import type { BackupDriverUnderTest } from './backup-driver.contract.js';

const stop = new Error('the process dies here');

/** What a driver owes after an interruption: the second attempt goes on, and the result is the same. */
export const backupResumeContract = ({ name, create, volumeBytes }: BackupDriverUnderTest): void => {
  describe(`BackupDriver resume contract: ${name}`, () => {
    let rig: BackupRig;
    let full: MadeBackup;

    beforeEach(async () => {
      rig = await BackupRig.create(create);
      const bytes = new SeededBytes(11);
      await rig.setVolume(bytes.next('text', volumeBytes));
      full = await rig.backup();
      for (let at = 0; at + 600 < volumeBytes; at += Math.ceil(volumeBytes / 9)) {
        await rig.change(at, bytes.next('random', 600));
      }
    });
    afterEach(() => rig.remove());

    /** Backs up in attempts, each of which dies when it has recorded one chunk more. */
    async function inAttempts(backup: PlacedBackup, parent: MadeBackup | null): Promise<MadeBackup> {
      const recorded: WrittenChunk[] = [];
      for (;;) {
        const before = recorded.length;
        const attempt = rig.backup({
          backup,
          parent,
          recorded,
          onChunk() {
            if (recorded.length > before) throw stop;
          },
        });
        const outcome = await attempt.catch((error: unknown) => error);
        if (outcome !== stop) return attempt;
        expect(recorded).toHaveLength(before + 1);
      }
    }

    const shapeOf = ({ chunks }: MadeBackup) =>
      chunks.map(({ object_id, offset, length, compression, md5 }) => [
        object_id,
        offset,
        length,
        compression,
        md5,
      ]);

    it('continues a full backup at every chunk, to the same result', async () => {
      const whole = await rig.backup();
      const resumed = await inAttempts(rig.describe(), null);
      expect(shapeOf(resumed)).toEqual(shapeOf(whole));
      expect(resumed.outcome).toEqual(whole.outcome);
      expect((await rig.restore([resumed])).equals(await rig.volume())).toBe(true);
    });

    it('continues an incremental at every chunk, to the same runs and a hash list its child can use', async () => {
      const whole = await rig.backup({ parent: full });
      const resumed = await inAttempts(rig.describe({ parent_id: full.backup.id }), full);
      expect(whole.chunks.length).toBeGreaterThan(5);
      expect(shapeOf(resumed)).toEqual(shapeOf(whole));
      expect((await rig.restore([full, resumed])).equals(await rig.volume())).toBe(true);
      expect((await rig.backup({ parent: resumed })).chunks).toEqual([]);
    });

    it('finishes again when everything was written and the caller died before it knew', async () => {
      const backup = rig.describe();
      const recorded: WrittenChunk[] = [];
      const first = await rig.backup({ backup, recorded });
      const again = await rig.backup({ backup, recorded });
      expect(again.outcome).toEqual(first.outcome);
      expect(again.chunks).toHaveLength(first.outcome.object_count);
      expect((await rig.restore([again])).equals(await rig.volume())).toBe(true);
    });

    it('goes on behind the part that was recorded without a gap', async () => {
      const backup = rig.describe();
      const chunks: WrittenChunk[] = [];
      const died = new Error('the worker is gone');
      const ends = rig.backup({ backup, recorded: chunks, confirm: () => Promise.reject(died) });
      await expect(ends).rejects.toBe(died);
      const withGap = chunks.filter(({ object_id }) => object_id !== 2);
      const again: number[] = [];
      await rig.backup({ backup, recorded: withGap, onChunk: (chunk) => void again.push(chunk.object_id) });
      expect(again).toEqual(chunks.slice(1).map(({ object_id }) => object_id));
      expect((await rig.restore([{ backup }])).equals(await rig.volume())).toBe(true);
    });

    it('continues a restore behind every applied object', async () => {
      const second = await rig.backup({ parent: full });
      const total = full.chunks.length + second.chunks.length;
      const target = await rig.restore([full, second]);
      for (let applied = 0; applied <= total; applied++) {
        const seen: Parameters<RestoreRequest['onApplied']>[0][] = [];
        const again = await rig.restore([full, second], {
          before: target,
          appliedObjects: applied,
          onApplied: async (progress) => void seen.push(progress),
        });
        expect(again.equals(target)).toBe(true);
        if (applied < total) expect(seen.at(-1)?.applied_objects).toBe(total);
        expect(seen.every(({ applied_objects }) => applied_objects > applied)).toBe(true);
      }
    });
  });
};
