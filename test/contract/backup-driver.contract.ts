import {
  BackupStoreError,
  InvalidBackup,
  InvalidVolume,
  type BackupDriver,
} from '../../src/drivers/backup/port.js';
import { BackupRig, type MadeBackup } from '../support/backup-rig.js';
import { SeededBytes } from '../support/generated-volume.js';

export interface BackupDriverUnderTest {
  readonly name: string;
  /** A driver whose state, if it has any, lies in the directory. Small chunks make the tests worth more. */
  create(directory: string): BackupDriver;
  /** Bytes of a volume that takes several objects, and no multiple of anything. */
  readonly volumeBytes: number;
  readonly skip?: readonly { readonly test: string; readonly reason: string }[];
}

/** What every backup driver does, wherever its bytes go (src/drivers/backup/port.ts). */
export const backupDriverContract = ({
  name,
  create,
  volumeBytes,
  skip = [],
}: BackupDriverUnderTest): void => {
  const test = (title: string, body: () => Promise<void>) => {
    const skipped = skip.find((entry) => entry.test === title);
    if (skipped) it.skip(`${title} (${skipped.reason})`, body);
    else it(title, body);
  };

  describe(`BackupDriver contract: ${name}`, () => {
    let rig: BackupRig;
    let bytes: SeededBytes;

    beforeEach(async () => {
      rig = await BackupRig.create(create);
      bytes = new SeededBytes(7);
      await rig.setVolume(
        Buffer.concat([bytes.next('text', volumeBytes / 2), bytes.next('random', volumeBytes / 2)]),
      );
    });
    afterEach(() => rig.remove());

    test('is set up', async () => {
      await expect(rig.driver.checkForSetupError()).resolves.toBeUndefined();
      expect(rig.driver.service).toMatch(/^cinder\.backup\.drivers\.\w+\.\w+$/);
    });

    test('restores a full backup byte for byte and reports every object in order', async () => {
      const made = await rig.backup();
      expect(made.chunks.map((chunk) => chunk.object_id)).toEqual(made.chunks.map((_, index) => index + 1));
      expect(made.outcome).toEqual({
        object_count: made.chunks.length,
        bytes_read: volumeBytes,
        bytes_stored: made.chunks.reduce((sum, chunk) => sum + chunk.stored_bytes, 0),
      });
      expect((await rig.restore([made])).equals(await rig.volume())).toBe(true);
    });

    test('restores every backup of a chain of three with a branch', async () => {
      const states: Buffer[] = [await rig.volume()];
      const full = await rig.backup();
      await rig.change(100, bytes.next('random', 5000));
      states.push(await rig.volume());
      const second = await rig.backup({ parent: full });
      await rig.change(volumeBytes - 3000, bytes.next('text', 3000));
      states.push(await rig.volume());
      const third = await rig.backup({ parent: second });
      await rig.change(0, bytes.next('zeros', volumeBytes / 3));
      states.push(await rig.volume());
      const branch = await rig.backup({ parent: second });
      const chains = [[full], [full, second], [full, second, third], [full, second, branch]];
      for (const [index, chain] of chains.entries()) {
        expect((await rig.restore(chain)).equals(states[index] ?? Buffer.alloc(0))).toBe(true);
      }
      expect(second.outcome.bytes_stored).toBeLessThan(full.outcome.bytes_stored);
    });

    test('restores blocks that became zero after the full backup as zero, on a new target', async () => {
      const full = await rig.backup();
      await rig.change(volumeBytes / 4, bytes.next('zeros', volumeBytes / 4));
      const second = await rig.backup({ parent: full });
      expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
    });

    test('overwrites all of an old target and leaves what is behind the data', async () => {
      await rig.change(0, bytes.next('zeros', volumeBytes / 2));
      const made = await rig.backup();
      const before = Buffer.alloc(volumeBytes + 999, 0xaa);
      const after = await rig.restore([made], { before });
      expect(after.subarray(0, volumeBytes).equals(await rig.volume())).toBe(true);
      expect(after.subarray(volumeBytes).equals(before.subarray(volumeBytes))).toBe(true);
    });

    test('keeps the volume metadata and gives back that of the requested backup', async () => {
      const meta = (title: string) => `{"version": 2, "volume-base-metadata": {"display_name": "${title}"}}`;
      const full = await rig.backup({ volume_meta: meta('one') });
      const second = await rig.backup({ parent: full, volume_meta: meta('two') });
      const path = rig.volumePath;
      const size = volumeBytes;
      expect((await rig.restoreTo(path, [full], { size })).volume_meta).toBe(meta('one'));
      expect((await rig.restoreTo(path, [full, second], { size })).volume_meta).toBe(meta('two'));
    });

    test('refuses a target that is too small before it writes', async () => {
      const made = await rig.backup();
      const before = Buffer.alloc(volumeBytes - 1, 0xaa);
      const restored = rig.restore([made], { before });
      await expect(restored).rejects.toThrow(InvalidBackup);
      await expect(restored).rejects.toThrow(/target .*too small/);
    });

    test('refuses a volume of size 0 with the text Cinder has', async () => {
      const backup = rig.describe({ size: 0 });
      await expect(rig.backup({ backup })).rejects.toThrow(new InvalidVolume('volume size 0 is invalid.'));
    });

    test('rejects with the reason of onChunks and stores nothing more', async () => {
      const fenced = new Error('another worker has it');
      const recorded: number[] = [];
      const made = rig.backup({
        onChunk({ object_id }) {
          if (object_id === 2) throw fenced;
          recorded.push(object_id);
        },
      });
      await expect(made).rejects.toBe(fenced);
      expect(recorded).toEqual([1]);
    });

    test('completes nothing when it is fenced off at the end', async () => {
      const fenced = new Error('another worker has completed it');
      const first = await rig.backup();
      const late = rig.backup({
        backup: first.backup,
        recorded: first.chunks.slice(),
        confirm: () => Promise.reject(fenced),
      });
      await expect(late).rejects.toBe(fenced);
      expect((await rig.restore([first])).equals(await rig.volume())).toBe(true);
    });

    test('rejects with the reason of the signal, when it starts and while it runs', async () => {
      const reason = new Error('told to stop');
      await expect(rig.backup({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const controller = new AbortController();
      const stopping = rig.backup({
        signal: controller.signal,
        onChunk: () => {
          controller.abort(reason);
        },
      });
      await expect(stopping).rejects.toBe(reason);
      const made = await rig.backup();
      await expect(rig.restore([made], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    test('verifies a backup with all that its restore needs, and leaves nothing behind', async () => {
      const full = await rig.backup();
      await rig.change(100, bytes.next('random', 5000));
      const second = await rig.backup({ parent: full });
      const plain = (made: MadeBackup) => made.chunks.reduce((sum, { length }) => sum + length, 0);
      const sound = { damaged_objects: 0, damaged: [] };
      expect(await rig.verify([full])).toMatchObject({ bytes_checked: volumeBytes, ...sound });
      const all = await rig.verify([full, second]);
      expect(all).toMatchObject({ bytes_checked: plain(full) + plain(second), ...sound });
      expect(all.objects_checked).toBeGreaterThanOrEqual(full.chunks.length + second.chunks.length);
      expect((await rig.restore([full, second])).equals(await rig.volume())).toBe(true);
    });

    test('rejects a verification with the reason of the signal', async () => {
      const made = await rig.backup();
      const reason = new Error('told to stop');
      await expect(rig.verify([made], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    test('does not call a backup damaged of which the store has nothing', async () => {
      const made = await rig.backup();
      await rig.driver.delete(made.backup);
      const verified = rig.verify([made]);
      await expect(verified).rejects.toThrow(BackupStoreError);
      await expect(verified).rejects.toThrow(`Nothing of backup ${made.backup.id} is in container`);
    });

    test('deletes all of a backup, and deleting again succeeds', async () => {
      const made = await rig.backup();
      const other = await rig.backup();
      expect((await rig.driver.delete(made.backup)).objects_deleted).toBeGreaterThanOrEqual(
        made.chunks.length,
      );
      expect(await rig.driver.delete(made.backup)).toEqual({ objects_deleted: 0 });
      await expect(rig.restore([made])).rejects.toThrow(InvalidBackup);
      expect((await rig.restore([other])).equals(await rig.volume())).toBe(true);
    });
  });
};
