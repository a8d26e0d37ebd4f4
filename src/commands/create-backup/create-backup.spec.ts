import { filledVolume, withFull, withSnapshot } from '../../../test/support/bench-givens.js';
import { expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { backups: 3, backup_gigabytes: 20 } });
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`backup-project-${++projects}`);

describe('CreateBackup', () => {
  it('reserves, locks, records and commits, each event telling on whose behalf', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.appends.length = 0;
    const command = by.createBackup(volume, { name: 'nightly', metadata: { k: 'v' } });
    const backup = await bench.execute(command);
    expect(bench.process.log.appends.slice(0, 3)).toEqual([
      `quota-${by.project}: QuotaReserved`,
      `volume-${volume}: VolumeStatusChanged`,
      `backup-${backup.id}: BackupRequested`,
    ]);
    await bench.settle();
    const [requested] = await bench.events(`backup-${backup.id}`);
    const locked = (await bench.events(`volume-${volume}`)).at(-2);
    const charged = (await bench.events(`quota-${by.project}`)).slice(-2);
    for (const event of [requested, locked, ...charged]) {
      expect(event?.metadata).toMatchObject({
        $correlationId: backup.id,
        $causationId: command.context.causation_id,
        commandId: command.context.command_id,
        requestId: command.context.request_id,
        actor: { user_id: `user-of-${by.project}`, project_id: by.project, roles: ['member'] },
        schema: 1,
        node: 'node-1',
      });
    }
    expect(charged.map(({ type }) => type)).toEqual(['QuotaReserved', 'QuotaCommitted']);
    expect(requested?.data).toMatchObject({
      volume_id: volume,
      size: 1,
      source_previous_status: 'available',
    });
    await expectOrder(bench, by.project);
  });

  it('answers with the time at which the log recorded it', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const { id, created_at, status } = await bench.execute(by.createBackup(volume));
    expect({ created_at, status }).toEqual({
      created_at: (await bench.backup(id)).created_at,
      status: 'creating',
    });
    await bench.settle();
  });

  it('leaves the volume free when it reads from a snapshot', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    const before = await bench.types(`volume-${volume}`);
    const { id } = await bench.execute(by.createBackup(volume, { snapshot_id: snapshot }));
    await bench.settle();
    expect(await bench.types(`volume-${volume}`)).toEqual(before);
    expect((await bench.types(`snapshot-${snapshot}`)).slice(-2)).toEqual([
      'SnapshotStatusChanged',
      'SnapshotStatusChanged',
    ]);
    const { data_timestamp, status } = await bench.backup(id);
    expect({ data_timestamp, status }).toEqual({
      data_timestamp: (await bench.snapshot(snapshot)).created_at,
      status: 'available',
    });
    expect((await bench.stored(id)).equals(await bench.bytes(volume))).toBe(false);
  });

  it('builds an incremental on the newest backup and tells it of its child', async () => {
    const by = someone();
    const { volume, full } = await withFull(bench, by);
    const { id, parent_id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    expect(parent_id).toBe(full);
    await bench.settle();
    expect(await bench.backup(full)).toMatchObject({ children: [id], dependents: [id] });
    await expectOrder(bench, by.project);
  });
});

describe('CreateBackup refuses, and nothing is changed', () => {
  const nowhere = '00000000-0000-4000-8000-000000000000';
  const refused = async (
    by: Requests,
    work: Promise<unknown>,
    code: string,
    message: string,
  ): Promise<void> => {
    await expect(work).rejects.toMatchObject({ code, message });
    await bench.settle();
    await expectOrder(bench, by.project);
  };

  it('a volume that is not there, or another project’s', async () => {
    const [by, other] = [someone(), someone()];
    const { volume } = await filledVolume(bench, other);
    for (const id of [nowhere, volume]) {
      const message = `Volume ${id} could not be found.`;
      await refused(by, bench.execute(by.createBackup(id)), 'VolumeNotFound', message);
    }
  });

  it('a snapshot that is not there, of another volume, or being deleted', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    const { volume: other } = await filledVolume(bench, by);
    const of = (id: string, snapshot_id: string): Promise<unknown> =>
      bench.execute(by.createBackup(id, { snapshot_id }));
    await refused(by, of(volume, nowhere), 'SnapshotNotFound', `Snapshot ${nowhere} could not be found.`);
    const mismatch = `Invalid volume: Volume ${other} does not match with snapshot.volume_id ${volume}.`;
    await refused(by, of(other, snapshot), 'InvalidVolume', mismatch);
    await bench.execute(by.deleteSnapshot(snapshot));
    await expect(of(volume, snapshot)).rejects.toMatchObject({
      message:
        'Invalid snapshot: Snapshot to be backed up must be available, but the current status is "deleting".',
    });
    await bench.settle();
  });

  it('a busy volume, before it asks for quota', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    await bench.execute(by.extend(volume, 30));
    const busy = bench.execute(by.createBackup(volume));
    await expect(busy).rejects.toMatchObject({
      message:
        'Invalid volume: Volume to be backed up must be available or in-use, but the current status is "extending".',
    });
    await bench.settle();
    const message =
      'Requested backup exceeds allowed Backup gigabytes quota. Requested 30G, quota is 20G and 0G has been consumed.';
    const create = by.createBackup(volume, { incremental: true });
    await refused(by, bench.execute(create), 'VolumeBackupSizeExceedsAvailableQuota', message);
  });

  it('an incremental of a volume that has no full backup', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    const message = 'Invalid backup: No backups available to do an incremental backup.';
    const create = by.createBackup(volume, { incremental: true });
    await refused(by, bench.execute(create), 'InvalidBackup', message);
    expect((await bench.types(`quota-${by.project}`)).slice(-2)).toEqual([
      'QuotaReserved',
      'QuotaReservationReleased',
    ]);
  });

  it('a container that leads out of the backup directory', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    await expect(bench.execute(by.createBackup(volume, { container: '../x' }))).rejects.toMatchObject({
      code: 'InvalidInput',
    });
    await expectOrder(bench, by.project);
  });
});
