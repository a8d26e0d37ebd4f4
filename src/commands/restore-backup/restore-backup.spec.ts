import { filledVolume, firstBytes, withFull } from '../../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { volumes: 4 } });
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`restore-project-${++projects}`);

describe('RestoreBackup to a new volume', () => {
  it('reserves, locks the backup, records volume and restore, and shows both at work', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    bench.process.log.appends.length = 0;
    const { volume_id, volume_name, backup_id } = await bench.execute(by.restore(full));
    expect({ volume_name, backup_id }).toEqual({ volume_name: `restore_backup_${full}`, backup_id: full });
    expect(bench.process.log.appends.slice(0, 3)).toEqual([
      `quota-${by.project}: QuotaReserved`,
      `backup-${full}: BackupRestoreStarted`,
      `volume-${volume_id}: VolumeCreateRequested`,
    ]);
    expect(bench.process.log.appends[3]).toContain('RestoreRequested');
    await bench.settle();
    expect((await bench.bytes(volume_id)).equals(firstBytes)).toBe(true);
    expect(await bench.volume(volume_id)).toMatchObject({
      status: 'available',
      // The name comes back with the volume's metadata.
      display_name: 'a volume',
      metadata: { src_backup_id: full },
    });
    await expectOrder(bench, by.project);
  });

  it('never shows the new volume available before it has its data', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const { volume_id } = await bench.execute(by.restore(full, { name: 'back again' }));
    await bench.settle();
    const changes = (await bench.events(`volume-${volume_id}`)).flatMap(({ type, data }) =>
      type === 'VolumeCreated' ? [data['status']] : type === 'VolumeStatusChanged' ? [data['to']] : [],
    );
    expect(changes).toEqual(['restoring-backup', 'available']);
  });

  it('refuses more volumes than the quota, and nothing is changed', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    for (let n = 0; n < 3; n++) await bench.execute(by.createVolume());
    await expect(bench.execute(by.restore(full))).rejects.toMatchObject({
      code: 'VolumeLimitExceeded',
      message: "Maximum number of volumes allowed (4) exceeded for quota 'volumes'.",
    });
    await bench.settle();
    expect((await bench.backup(full)).status).toBe('available');
    await expectOrder(bench, by.project);
  });
});

describe('RestoreBackup in place', () => {
  it('locks the volume first, then the backup, and gives both back', async () => {
    const by = someone();
    const { full, volume } = await withFull(bench, by);
    bench.process.log.appends.length = 0;
    const answer = await bench.execute(by.restore(full, { volume_id: volume }));
    expect(answer).toEqual({ backup_id: full, volume_id: volume, volume_name: 'a volume' });
    expect(bench.process.log.appends.slice(0, 2)).toEqual([
      `volume-${volume}: VolumeStatusChanged`,
      `backup-${full}: BackupRestoreStarted`,
    ]);
    await bench.settle();
    expect((await bench.bytes(volume)).equals(firstBytes)).toBe(true);
    await expectOrder(bench, by.project);
  });

  it('refuses backups and targets that are gone, busy or too small, in this order', async () => {
    const by = someone();
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const { full, volume } = await withFull(bench, by);
    const { full: large } = await largeBackup(by);
    const refusals: readonly (readonly [string, string, string])[] = [
      [nowhere, nowhere, `Backup ${nowhere} could not be found.`],
      [full, nowhere, `Volume ${nowhere} could not be found.`],
      [large, volume, 'Invalid volume: volume size 1 is too small to restore backup of size 2.'],
    ];
    for (const [backup, volume_id, message] of refusals) {
      await expect(bench.execute(by.restore(backup, { volume_id }))).rejects.toMatchObject({ message });
    }
    await bench.execute(by.restore(full, { volume_id: volume }));
    await expect(bench.execute(by.restore(full, { volume_id: nowhere }))).rejects.toMatchObject({
      message: 'Invalid backup: Backup status must be available',
    });
    await expect(bench.execute(by.restore(large, { volume_id: volume }))).rejects.toMatchObject({
      message: 'Invalid volume: Volume to be restored to must be available',
    });
    expect((await bench.backup(large)).status).toBe('available');
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('of one backup to many volumes at once: one wins, the others’ volumes are free again', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    const targets = [
      await filledVolume(bench, by),
      await filledVolume(bench, by),
      await filledVolume(bench, by),
    ];
    const answers = await Promise.allSettled(
      targets.map(({ volume }) => bench.execute(by.restore(full, { volume_id: volume }))),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    await bench.settle();
    expect(belongingsOf(bench, by.project).volumes.map(({ status }) => status)).toEqual(
      Array(4).fill('available'),
    );
    await expectOrder(bench, by.project);
  });
});

const largeBackup = async (by: Requests): Promise<{ readonly full: string }> => {
  const { id } = await bench.execute(by.createVolume({ size: 2 }));
  await bench.settle();
  const backup = await bench.execute(by.createBackup(id));
  await bench.settle();
  return { full: backup.id };
};
