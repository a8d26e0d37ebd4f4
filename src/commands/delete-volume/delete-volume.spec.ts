import { filledVolume, withFull, withSnapshot } from '../../../test/support/bench-givens.js';
import { belongingsOf, expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { VolumeBackendError } from '../../drivers/volume/port.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`delete-project-${++projects}`);
const refusal =
  'Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and ' +
  'must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from ' +
  'snapshots after volume transfer.';
const snapshotsOf = (by: Requests): readonly string[] =>
  belongingsOf(bench, by.project).snapshots.map(({ status }) => status);

describe('DeleteVolume', () => {
  it('removes bytes, charge and record', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.appends.length = 0;
    await bench.execute(by.deleteVolume(volume));
    await bench.settle();
    expect(bench.process.log.appends).toEqual([
      `volume-${volume}: VolumeDeletionRequested`,
      `quota-${by.project}: QuotaReserved`,
      `volume-${volume}: VolumeDeleted`,
      `quota-${by.project}: QuotaCommitted`,
    ]);
    await expect(bench.bytes(volume)).rejects.toThrow('ENOENT');
    await expect(bench.execute(by.deleteVolume(volume))).rejects.toMatchObject({
      message: `Volume ${volume} could not be found.`,
    });
    await expectOrder(bench, by.project);
  });

  it('refuses volumes that are busy, have snapshots, or are another’s', async () => {
    const by = someone();
    const { volume } = await withSnapshot(bench, by);
    await expect(bench.execute(by.deleteVolume(volume))).rejects.toMatchObject({ message: refusal });
    await expect(bench.execute(someone().deleteVolume(volume, { cascade: true }))).rejects.toMatchObject({
      message: `Volume ${volume} could not be found.`,
    });
    await bench.execute(by.createBackup(volume));
    await expect(bench.execute(by.deleteVolume(volume, { cascade: true }))).rejects.toMatchObject({
      message: refusal,
    });
    await bench.settle();
    expect(snapshotsOf(by)).toEqual(['available']);
    await expectOrder(bench, by.project);
  });

  it('keeps backups of a volume usable when the volume is gone', async () => {
    const by = someone();
    const { volume, full } = await withFull(bench, by);
    await bench.execute(by.deleteVolume(volume));
    await bench.settle();
    const { volume_id } = await bench.execute(by.restore(full));
    await bench.settle();
    expect((await bench.bytes(volume_id)).equals(await bench.stored(full))).toBe(true);
    await bench.execute(by.deleteBackup(full));
    await bench.settle();
    await expectOrder(bench, by.project);
  });
});

describe('DeleteVolume with cascade', () => {
  it('takes the snapshots along, which show it at once', async () => {
    const by = someone();
    const { volume } = await withSnapshot(bench, by);
    await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    const gate = Promise.withResolvers<void>();
    bench.process.volumeFaults.run('deleteSnapshot', () => gate.promise, 2);
    await bench.execute(by.deleteVolume(volume, { cascade: true }));
    expect(snapshotsOf(by)).toEqual(['deleting', 'deleting']);
    gate.resolve();
    await bench.settle();
    expect(belongingsOf(bench, by.project)).toMatchObject({ volumes: [], snapshots: [] });
    await expectOrder(bench, by.project);
  });

  it('is refused when a snapshot is busy; with force it is not', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    const gate = Promise.withResolvers<void>();
    bench.process.backupFaults.run('backup', () => gate.promise);
    const { id } = await bench.execute(by.createBackup(volume, { snapshot_id: snapshot }));
    await expect(bench.execute(by.deleteVolume(volume, { cascade: true }))).rejects.toMatchObject({
      message: refusal,
    });
    await bench.execute(by.deleteVolume(volume, { cascade: true, force: true }));
    gate.resolve();
    await bench.settle();
    expect(['available', 'error']).toContain((await bench.backup(id)).status);
    expect(belongingsOf(bench, by.project)).toMatchObject({ volumes: [], snapshots: [] });
    await expectOrder(bench, by.project);
  });

  it('keeps the volume when a snapshot cannot be deleted, says so at once, and can be asked again', async () => {
    const by = someone();
    const { volume, snapshot } = await withSnapshot(bench, by);
    bench.process.volumeFaults.fail('deleteSnapshot', new VolumeBackendError('the backend is away'));
    await bench.execute(by.deleteVolume(volume, { cascade: true }));
    await bench.settle();
    expect(await bench.volume(volume)).toMatchObject({
      status: 'error_deleting',
      fail_reason: `Snapshot ${snapshot} could not be deleted: the backend is away`,
    });
    await expectOrder(bench, by.project);
    await bench.execute(by.deleteVolume(volume, { cascade: true, force: true }));
    await bench.settle();
    expect(belongingsOf(bench, by.project)).toMatchObject({ volumes: [], snapshots: [] });
    await expectOrder(bench, by.project);
  });

  it('closes a snapshot whose request is still at work', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.before(/SnapshotCreateRequested/, async () => {
      await bench.execute(by.deleteVolume(volume, { cascade: true }));
      await bench.settle();
    });
    await expect(bench.execute(by.createSnapshot(volume))).rejects.toThrow();
    await bench.settle();
    expect(belongingsOf(bench, by.project)).toMatchObject({ volumes: [], snapshots: [] });
    await expectOrder(bench, by.project);
  });
});

describe('a deletion that meets what a dead request left open', () => {
  it('charges first, so that the credit does not come to nothing', async () => {
    const by = someone();
    bench.process.log.set({ at: 3, when: 'before', how: 'fail' });
    const asked = bench.execute(by.createVolume());
    await asked.catch(() => undefined);
    bench.process.log.set(null);
    await bench.settle();
    const [volume] = belongingsOf(bench, by.project).volumes;
    await bench.execute(by.deleteVolume(volume?.id ?? ''));
    await bench.settle();
    await bench.reconcile();
    await expectOrder(bench, by.project);
  });
});
