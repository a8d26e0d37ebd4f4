import { filledVolume, firstBytes } from '../../../test/support/bench-givens.js';
import { expectOrder } from '../../../test/support/bench-order.js';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { snapshots: 2, gigabytes: 6 } });
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`snapshot-project-${++projects}`);

describe('CreateSnapshot', () => {
  it('reserves, tells the volume, records and commits', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.appends.length = 0;
    const snapshot = await bench.execute(by.createSnapshot(volume, { metadata: { k: 'v' } }));
    expect(snapshot).toMatchObject({ status: 'creating', progress: '0%', size: 1, metadata: { k: 'v' } });
    await bench.settle();
    expect(bench.process.log.appends.slice(0, 3)).toEqual([
      `quota-${by.project}: QuotaReserved`,
      `volume-${volume}: VolumeSnapshotAdded`,
      `snapshot-${snapshot.id}: SnapshotCreateRequested`,
    ]);
    const { status, progress, created_at } = await bench.snapshot(snapshot.id);
    expect({ status, progress, created_at }).toEqual({
      status: 'available',
      progress: '100%',
      created_at: snapshot.created_at,
    });
    await expectOrder(bench, by.project);
    await bench.write(volume, Buffer.alloc(firstBytes.length));
    const { id } = await bench.execute(by.createVolume({ snapshot_id: snapshot.id }));
    await bench.settle();
    expect((await bench.bytes(id)).equals(firstBytes)).toBe(true);
  });

  it('records and charges the size that the volume has when it is told', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    bench.process.log.before(/VolumeSnapshotAdded/, () => bench.growElsewhere(volume, 2));
    const { size } = await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    expect(size).toBe(2);
    expect((await bench.quota(by.project)).in_use).toMatchObject({ snapshots: 1, gigabytes: 3 });
  });

  it('refuses a busy, failed or foreign volume and what is over quota, and nothing is changed', async () => {
    const by = someone();
    const { volume } = await filledVolume(bench, by);
    await expect(bench.execute(someone().createSnapshot(volume))).rejects.toMatchObject({
      message: `Volume ${volume} could not be found.`,
    });
    await expect(bench.execute(by.createSnapshot(volume, { allowed: ['in-use'] }))).rejects.toMatchObject({
      message: `Invalid volume: Volume ${volume} status must be in-use, but current status is: available.`,
    });
    await bench.execute(by.createSnapshot(volume));
    await bench.execute(by.createSnapshot(volume));
    await expect(bench.execute(by.createSnapshot(volume))).rejects.toMatchObject({
      message: 'Maximum number of snapshots allowed (2) exceeded',
    });
    await bench.settle();
    await expectOrder(bench, by.project);
    bench.process.volumeFaults.fail('createVolume', new Error('no'));
    const { id } = await bench.execute(by.createVolume());
    await bench.settle();
    await expect(bench.execute(by.createSnapshot(id))).rejects.toMatchObject({
      message:
        'Invalid volume: The snapshot cannot be created because volume has not been scheduled to any host.',
    });
    await expectOrder(bench, by.project);
  });
});
