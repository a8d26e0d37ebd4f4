import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { UpdateGroup } from '../../src/commands/update-group/update-group.command.js';
import { ResetGroupSnapshotStatus } from '../../src/commands/reset-group-snapshot-status/reset-group-snapshot-status.command.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import {
  deleteGroupSnapshot,
  groupFromSnapshot,
  groupOf,
  groupSnapshotState,
  groupState,
  takeGroupSnapshot,
} from '../support/bench-group-snapshots.js';
import { firstBytes, secondBytes } from '../support/bench-givens.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start({ quotaLimits: { snapshots: 3, gigabytes: 20, volumes: 10 } });
});
afterAll(() => bench.close());

const someone = (): Requests => new Requests(`group-snapshots-${randomUUID()}`);
const empty =
  "Invalid Group: Source group cannot be empty or in 'creating' or 'updating' state. No group snapshot will be created.";

describe('A group snapshot', () => {
  it('is a snapshot of each volume, charged as such, and goes with all of them', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by);
    bench.process.log.appends.length = 0;
    const { id, status } = await bench.execute(takeGroupSnapshot(by, group));
    expect(status).toBe('creating');
    expect(bench.process.log.appends.slice(0, 6)).toEqual([
      `group-${group}: GroupSnapshotAdded`,
      `quota-${by.project}: QuotaReserved`,
      ...volumes.map((volume) => `volume-${volume}: VolumeSnapshotAdded`),
      `groupSnapshot-${id}: GroupSnapshotRequested`,
      `quota-${by.project}: QuotaCommitted`,
    ]);
    await bench.settle();
    expect(await groupSnapshotState(bench, id)).toMatchObject({ status: 'available', making: false });
    const { snapshots } = belongingsOf(bench, by.project);
    expect(new Set(snapshots.map(({ volume_id }) => volume_id))).toEqual(new Set(volumes));
    for (const snapshot of snapshots) {
      expect(snapshot).toMatchObject({
        status: 'available',
        group_snapshot_id: id,
        display_name: 'together',
      });
    }
    await expectOrder(bench, by.project);

    await bench.execute(deleteGroupSnapshot(by, id));
    await bench.settle();
    expect(await groupSnapshotState(bench, id)).toMatchObject({ status: 'deleted' });
    expect((await groupState(bench, group)).group_snapshot_ids).toEqual([]);
    expect(belongingsOf(bench, by.project).snapshots).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('needs a group with volumes that is at rest, and of the caller', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by, 0);
    await expect(bench.execute(takeGroupSnapshot(by, group))).rejects.toMatchObject({ message: empty });
    const message = `Group ${group} could not be found.`;
    await expect(bench.execute(takeGroupSnapshot(someone(), group))).rejects.toMatchObject({ message });
    expect((await groupState(bench, group)).group_snapshot_ids).toEqual([]);
  });

  it('is refused when not all of it fits into the quota, and nothing is held', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by);
    await bench.execute(takeGroupSnapshot(by, group));
    await bench.settle();
    await expect(bench.execute(takeGroupSnapshot(by, group))).rejects.toMatchObject({
      code: 'SnapshotLimitExceeded',
      message: 'Maximum number of snapshots allowed (3) exceeded',
    });
    expect((await groupState(bench, group)).group_snapshot_ids).toHaveLength(1);
    await expectOrder(bench, by.project);
  });

  it('is reckoned again when a volume grows under it', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by, 1);
    bench.process.log.before(/VolumeSnapshotAdded/, () => bench.growElsewhere(volumes[0] ?? '', 2));
    const { members } = await bench.execute(takeGroupSnapshot(by, group));
    expect(members.map(({ size }) => size)).toEqual([2]);
    await bench.settle();
    expect((await bench.quota(by.project)).in_use).toMatchObject({ snapshots: 1, gigabytes: 3 });
    expect((await groupState(bench, group)).group_snapshot_ids).toHaveLength(1);
  });

  it('is an error when one of its snapshots cannot be made, and can be deleted', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by);
    bench.process.volumeFaults.fail('createSnapshot', new Error('No space left on device'));
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    await bench.settle();
    const { status, fail_reason } = await groupSnapshotState(bench, id);
    expect([status, fail_reason]).toEqual(['error', expect.stringMatching(/No space left on device/)]);
    const statuses = belongingsOf(bench, by.project).snapshots.map((one) => one.status);
    expect(statuses.toSorted()).toEqual(['available', 'error']);
    await bench.execute(deleteGroupSnapshot(by, id));
    await bench.settle();
    expect(belongingsOf(bench, by.project).snapshots).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('stays when one of its snapshots cannot be deleted, until it is asked for again', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by);
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    await bench.settle();
    bench.process.volumeFaults.fail('deleteSnapshot', new Error('device busy'));
    await bench.execute(deleteGroupSnapshot(by, id));
    await bench.settle();
    expect(await groupSnapshotState(bench, id)).toMatchObject({
      status: 'error',
      fail_reason: expect.stringMatching(/device busy/),
    });
    expect((await groupState(bench, group)).group_snapshot_ids).toEqual([id]);
    await bench.execute(deleteGroupSnapshot(by, id));
    await bench.settle();
    expect(await groupSnapshotState(bench, id)).toMatchObject({ status: 'deleted' });
    await expectOrder(bench, by.project);
  });

  it('that is deleted while it is made leaves nothing', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by);
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    await bench.execute(new ResetGroupSnapshotStatus(by.context, id, 'error'));
    await bench.execute(deleteGroupSnapshot(by, id));
    await bench.settle();
    expect(await groupSnapshotState(bench, id)).toMatchObject({ status: 'deleted' });
    expect(belongingsOf(bench, by.project).snapshots).toEqual([]);
    await expectOrder(bench, by.project);
  });

  it('is what a group can be made of, and is kept for as long', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by, 1);
    await bench.write(volumes[0] ?? '', firstBytes);
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    await bench.settle();
    await bench.write(volumes[0] ?? '', secondBytes);
    const again = await bench.execute(groupFromSnapshot(by, id));
    expect((await groupSnapshotState(bench, id)).source_of).toEqual([again.id]);
    await bench.settle();
    expect((await groupSnapshotState(bench, id)).source_of).toEqual([]);
    const [copy] = again.members;
    expect(await bench.volume(copy?.volume_id ?? '')).toMatchObject({
      status: 'available',
      group_id: again.id,
    });
    expect((await bench.bytes(copy?.volume_id ?? '')).equals(firstBytes)).toBe(true);
    await expectOrder(bench, by.project);
    await bench.execute(deleteGroupSnapshot(by, id));
    await bench.settle();
    expect(await groupState(bench, again.id)).toMatchObject({
      status: 'available',
      group_type_id: expect.any(String),
    });
    await expectOrder(bench, by.project);
  });

  it('stays held for a group that is recorded, though its request fails afterwards', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by, 1);
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    await bench.settle();
    bench.process.log.before(/QuotaCommitted/, () => Promise.reject(new Error('the log gave up')));
    await expect(bench.execute(groupFromSnapshot(by, id))).rejects.toThrow('the log gave up');
    await bench.settle();
    // Held until the group was made, and then no more: nobody gave it back before.
    expect((await bench.types(`groupSnapshot-${id}`)).slice(-2)).toEqual([
      'GroupSnapshotSourceHeld',
      'GroupSnapshotSourceReleased',
    ]);
    const made = belongingsOf(bench, by.project).groups.find((one) => one.id !== group);
    const all = bench.process.log.appends;
    expect(all.indexOf(`groupSnapshot-${id}: GroupSnapshotSourceReleased`)).toBeGreaterThan(
      all.indexOf(`group-${made?.id}: GroupCreated`),
    );
    expect(made?.status).toBe('available');
    // The charge that the request did not get to is the reconciler's; claims of this very millisecond are too young for it.
    await sleep(2);
    await bench.reconcile();
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('keeps a volume that has left its group', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by, 1);
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    await bench.settle();
    const left = { name: null, description: null, remove_volumes: volumes, add_volumes: [] };
    await bench.execute(new UpdateGroup(by.context, group, left));
    await bench.settle();
    const [volume = ''] = volumes;
    expect(await bench.volume(volume)).toMatchObject({ group_id: null });
    for (const force of [true, false]) {
      await expect(bench.execute(by.deleteVolume(volume, { cascade: true, force }))).rejects.toMatchObject({
        message: 'Invalid volume: Failed to update snapshot.',
      });
    }
    await bench.execute(deleteGroupSnapshot(by, id));
    await bench.settle();
    await bench.execute(by.deleteVolume(volume, { cascade: true }));
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('is there for its own project only', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by, 1);
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    const message = `GroupSnapshot ${id} could not be found.`;
    const other = someone();
    await expect(bench.execute(deleteGroupSnapshot(other, id))).rejects.toMatchObject({ message });
    const reset = new ResetGroupSnapshotStatus(other.context, id, 'error');
    await expect(bench.execute(reset)).rejects.toMatchObject({ message });
    await bench.settle();
  });
});
