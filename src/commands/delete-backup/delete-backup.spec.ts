import { withFull, withSnapshot } from '../../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { BackupStoreError } from '../../drivers/backup/port.js';
import { VolumeBackendError } from '../../drivers/volume/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`backup-delete-project-${++projects}`);

describe('DeleteBackup', () => {
  it('removes objects, charge and record', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    bench.process.log.appends.length = 0;
    await bench.execute(by.deleteBackup(full));
    await bench.settle();
    expect(bench.process.log.appends).toEqual([
      `backup-${full}: BackupDeletionRequested`,
      `backup-${full}: BackupObjectsDeleted`,
      `quota-${by.project}: QuotaReserved`,
      `backup-${full}: BackupDeleted`,
      `quota-${by.project}: QuotaCommitted`,
    ]);
    const deleted = (await bench.events(`backup-${full}`)).at(-2);
    // One data object, its metadata and its hashes, and what the volume's length leaves over.
    expect(deleted?.data).toEqual({ objects_deleted: 4 });
    await expectOrder(bench, by.project);
  });

  it('refuses a parent until its children are gone', async () => {
    const by = someone();
    const { full, volume } = await withFull(bench, by);
    const { id } = await bench.execute(by.createBackup(volume, { incremental: true }));
    await expect(bench.execute(by.deleteBackup(id))).rejects.toMatchObject({
      message: 'Invalid backup: Backup status must be available or error',
    });
    await bench.settle();
    await expect(bench.execute(by.deleteBackup(full))).rejects.toMatchObject({
      message: 'Invalid backup: Incremental backups exist for this backup.',
    });
    await bench.execute(by.deleteBackup(id));
    await bench.settle();
    expect(await bench.backup(full)).toMatchObject({ children: [], dependents: [] });
    await bench.execute(by.deleteBackup(full));
    await bench.settle();
    expect(belongingsOf(bench, by.project).backups).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('leaves an error that can be deleted again when the store fails', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    bench.process.backupFaults.fail('delete', new BackupStoreError('the share is gone'));
    await bench.execute(by.deleteBackup(full));
    await bench.settle();
    expect(await bench.backup(full)).toMatchObject({ status: 'error', fail_reason: 'the share is gone' });
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteBackup(full));
    await bench.settle();
    expect(belongingsOf(bench, by.project).backups).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('is not found for another project', async () => {
    const by = someone();
    const { full } = await withFull(bench, by);
    await expect(bench.execute(someone().deleteBackup(full))).rejects.toMatchObject({
      message: `Backup ${full} could not be found.`,
    });
  });
});

describe('DeleteSnapshot', () => {
  it('removes bytes, the volume’s note of it, charge and record', async () => {
    const by = someone();
    const { snapshot, volume } = await withSnapshot(bench, by);
    bench.process.log.appends.length = 0;
    await bench.execute(by.deleteSnapshot(snapshot));
    await bench.settle();
    expect(bench.process.log.appends).toEqual([
      `snapshot-${snapshot}: SnapshotDeletionRequested`,
      `quota-${by.project}: QuotaReserved`,
      `volume-${volume}: VolumeSnapshotRemoved`,
      `snapshot-${snapshot}: SnapshotDeleted`,
      `quota-${by.project}: QuotaCommitted`,
    ]);
    await expectOrder(bench, by.project);
  });

  it('refuses a snapshot that is read; a backend that fails leaves error_deleting', async () => {
    const by = someone();
    const { snapshot, volume } = await withSnapshot(bench, by);
    await bench.execute(by.createBackup(volume, { snapshot_id: snapshot }));
    await expect(bench.execute(by.deleteSnapshot(snapshot))).rejects.toMatchObject({
      message:
        'Invalid snapshot: Snapshot status must be available or error and must not be part of a group.',
    });
    await bench.settle();
    bench.process.volumeFaults.fail('deleteSnapshot', new VolumeBackendError('the backend is away'));
    await bench.execute(by.deleteSnapshot(snapshot));
    await bench.settle();
    expect(await bench.snapshot(snapshot)).toMatchObject({
      status: 'error_deleting',
      fail_reason: 'the backend is away',
    });
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteSnapshot(snapshot, true));
    await bench.settle();
    await expectOrder(bench, by.project);
  });
});
