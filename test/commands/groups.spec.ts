import { randomUUID } from 'node:crypto';
import { AggregateStore } from '../../src/commands/aggregate-store.js';
import { CreateGroup } from '../../src/commands/create-group/create-group.command.js';
import { CreateGroupType } from '../../src/commands/create-group-type/create-group-type.command.js';
import { ResetVolumeStatus } from '../../src/commands/reset-volume-status/reset-volume-status.command.js';
import { SetQuotaLimits } from '../../src/commands/set-quota-limits/set-quota-limits.command.js';
import { updateGroup } from '../../src/domain/group/group-members.decide.js';
import { groupAggregate } from '../../src/domain/group/group.state.js';
import { groupOf, groupState } from '../support/bench-group-snapshots.js';
import { changeGroup, copyGroup, deleteGroup } from '../support/bench-groups.js';
import { firstBytes } from '../support/bench-givens.js';
import { belongingsOf, expectOrder } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

let projects = 0;
const someone = (): Requests => new Requests(`groups-${++projects}`);
const volumeType = '__DEFAULT__';
const inIt = async (id: string): Promise<readonly string[]> =>
  [...(await groupState(bench, id)).volume_ids].sort();

const typeWith = async (by: Requests, group_specs: Readonly<Record<string, string>>): Promise<string> => {
  const name = `type ${randomUUID()}`;
  const input = { name, description: null, is_public: true, group_specs };
  return (await bench.execute(new CreateGroupType(by.context, input))).id;
};
const create = (by: Requests, group_type: string, zone: string | null = null): CreateGroup =>
  new CreateGroup(by.context, {
    name: 'g',
    description: null,
    group_type,
    volume_types: [volumeType, volumeType],
    availability_zone: zone,
  });

describe('A group', () => {
  it('is charged, placed and available, and so are the volumes that are made in it', async () => {
    const by = someone();
    bench.process.log.appends.length = 0;
    const { group, volumes } = await groupOf(bench, by, 1);
    const own = bench.process.log.appends.filter((append) => !append.includes('Type'));
    expect(own.slice(0, 2)).toEqual([`quota-${by.project}: QuotaReserved`, `group-${group}: GroupRequested`]);
    expect(await groupState(bench, group)).toMatchObject({
      status: 'available',
      host: 'node-1@file#file',
      volume_ids: volumes,
    });
    expect(await bench.volume(volumes[0] ?? '')).toMatchObject({ group_id: group, status: 'available' });
    await expectOrder(bench, by.project);
    await bench.execute(deleteGroup(by, group));
    await bench.settle();
    expect(belongingsOf(bench, by.project)).toMatchObject({ groups: [], volumes: [] });
    await expectOrder(bench, by.project);
  });

  it('of a type that no backend can serve is an error that says so, and takes no volume', async () => {
    const by = someone();
    const type = await typeWith(by, { consistent_group_snapshot_enabled: '<is> True' });
    const { id, volume_type_ids } = await bench.execute(create(by, type));
    expect(volume_type_ids).toHaveLength(1);
    await bench.settle();
    expect(await groupState(bench, id)).toMatchObject({
      status: 'error',
      fail_reason: 'No valid backend was found.',
    });
    await expect(
      bench.execute(by.createVolume({ volume_type: volumeType, group_id: id })),
    ).rejects.toMatchObject({ code: 'InvalidGroup' });
    await bench.execute(deleteGroup(by, id, false));
    await bench.settle();
    await expectOrder(bench, by.project);
  });

  it('is refused over quota, in a zone that is not there, and of types that are not there', async () => {
    const by = someone();
    const type = await typeWith(by, {});
    await expect(bench.execute(create(by, type, 'mars'))).rejects.toMatchObject({
      message: "Invalid input received: Availability zone 'mars' is invalid.",
    });
    await expect(bench.execute(create(by, 'none'))).rejects.toMatchObject({
      code: 'GroupTypeNotFoundByName',
    });
    await bench.execute(new SetQuotaLimits(by.context, by.project, { groups: 0 }));
    await expect(bench.execute(create(by, type))).rejects.toMatchObject({
      code: 'GroupLimitExceeded',
      message: 'Maximum number of groups allowed (0) exceeded',
    });
    await expectOrder(bench, by.project);
  });

  it('is not there for another project', async () => {
    const { group, volumes } = await groupOf(bench, someone(), 1);
    const other = someone();
    const missing = { message: `Group ${group} could not be found.` };
    await expect(bench.execute(deleteGroup(other, group))).rejects.toMatchObject(missing);
    await expect(bench.execute(changeGroup(other, group, { name: 'x' }))).rejects.toMatchObject(missing);
    await expect(bench.execute(copyGroup(other, group))).rejects.toMatchObject(missing);
    await expect(
      bench.execute(other.createVolume({ volume_type: volumeType, group_id: group })),
    ).rejects.toMatchObject(missing);
    const own = await groupOf(bench, other, 0);
    await expect(
      bench.execute(changeGroup(other, own.group, { add_volumes: volumes })),
    ).rejects.toMatchObject({ message: expect.stringContaining('volume cannot be found') as string });
  });
});

describe('The members of a group', () => {
  it('come and go, each in both books', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by);
    const [first = '', second = ''] = volumes;
    await bench.execute(changeGroup(by, group, { name: 'new', remove_volumes: [first] }));
    await bench.settle();
    expect(await groupState(bench, group)).toMatchObject({ name: 'new', status: 'available' });
    expect(await inIt(group)).toEqual([second]);
    await expectOrder(bench, by.project);
    const change = { add_volumes: [first, second], remove_volumes: [] };
    await bench.execute(changeGroup(by, group, change));
    await bench.settle();
    expect(await inIt(group)).toEqual([...volumes].sort());
    await expectOrder(bench, by.project);
  });

  it('that are taken away before they could come in stay out, and the group says so', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by, 1);
    const { id } = await bench.execute(by.createVolume({ volume_type: volumeType }));
    await bench.settle();
    await bench.execute(new ResetVolumeStatus(by.context, id, { status: 'error' }));
    const store = bench.process.get(AggregateStore);
    await store.execute(groupAggregate, group, by.context, (state) =>
      updateGroup(state, group, { change_id: randomUUID(), add: [id], remove: [] }),
    );
    await bench.settle();
    const { status, fail_reason } = await groupState(bench, group);
    expect(status).toBe('error');
    expect(fail_reason).toContain('volume is in an invalid state: error');
    expect(await inIt(group)).toEqual(volumes);
    await expectOrder(bench, by.project);
  });

  it('go with their group, or the group says which one did not', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by);
    const [first = ''] = volumes;
    bench.process.volumeFaults.fail('deleteVolume', new Error('busy'));
    await bench.execute(deleteGroup(by, group));
    await bench.settle();
    const { status, fail_reason, volume_ids } = await groupState(bench, group);
    expect({ status, left: volume_ids.length }).toEqual({ status: 'error_deleting', left: 1 });
    expect(fail_reason).toContain('could not be deleted: busy');
    await expectOrder(bench, by.project);
    const admin = new Requests(by.project, { is_admin: true });
    const stuck = volume_ids[0] ?? first;
    await bench.execute(new ResetVolumeStatus(admin.context, stuck, { status: 'available' }));
    await bench.execute(deleteGroup(by, group));
    await bench.settle();
    expect(belongingsOf(bench, by.project)).toMatchObject({ groups: [], volumes: [] });
    await expectOrder(bench, by.project);
  });

  it('cannot be deleted alone; with a snapshot they keep their group', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by, 1);
    const [volume = ''] = volumes;
    await expect(bench.execute(by.deleteVolume(volume, { force: true }))).rejects.toMatchObject({
      code: 'InvalidVolume',
    });
    await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    await expect(bench.execute(deleteGroup(by, group))).rejects.toMatchObject({
      message: 'Invalid Group: Volume in group still has dependent snapshots.',
    });
    await expectOrder(bench, by.project);
  });
});

describe('A group from a group', () => {
  it('has copies of its volumes, charged with it', async () => {
    const by = someone();
    const { group, volumes } = await groupOf(bench, by);
    await bench.write(volumes[0] ?? '', firstBytes);
    const copy = await bench.execute(copyGroup(by, group));
    expect(copy).toMatchObject({ status: 'creating', source: { kind: 'group', id: group } });
    await bench.settle();
    const made = await groupState(bench, copy.id);
    expect(made).toMatchObject({ status: 'available', host: 'node-1@file#file' });
    const [first] = made.members;
    expect(first?.source_id).toBe(volumes[0]);
    expect((await bench.bytes(first?.volume_id ?? '')).equals(firstBytes)).toBe(true);
    await expectOrder(bench, by.project);
    expect(belongingsOf(bench, by.project).volumes).toHaveLength(4);
  });

  it('is refused when it is empty or more than the quota, before anything is recorded', async () => {
    const by = someone();
    const empty = await groupOf(bench, by, 0);
    await expect(bench.execute(copyGroup(by, empty.group))).rejects.toMatchObject({
      message: 'Invalid Group: Source Group is empty. No group will be created.',
    });
    const { group } = await groupOf(bench, by, 2);
    await bench.execute(new SetQuotaLimits(by.context, by.project, { volumes: 3 }));
    await expect(bench.execute(copyGroup(by, group))).rejects.toMatchObject({
      code: 'VolumeLimitExceeded',
    });
    expect(belongingsOf(bench, by.project).groups).toHaveLength(2);
    await expectOrder(bench, by.project);
  });

  it('is an error when one of its volumes cannot be made, and its source stays until then', async () => {
    const by = someone();
    const { group } = await groupOf(bench, by, 1);
    const making = Promise.withResolvers<void>();
    bench.process.volumeFaults.run('createClonedVolume', () =>
      making.promise.then(() => {
        throw new Error('the pool is full');
      }),
    );
    const { id } = await bench.execute(copyGroup(by, group));
    await bench.process.runner.catchUp();
    await expect(bench.execute(deleteGroup(by, group))).rejects.toMatchObject({
      message: expect.stringContaining('cannot be the source for an ongoing group') as string,
    });
    making.resolve();
    await bench.settle();
    const { status, fail_reason } = await groupState(bench, id);
    expect(status).toBe('error');
    expect(fail_reason).toContain('could not be made: the pool is full');
    await expectOrder(bench, by.project);
    for (const one of [id, group]) await bench.execute(deleteGroup(by, one));
    await bench.settle();
    expect(belongingsOf(bench, by.project)).toMatchObject({ groups: [], volumes: [] });
    await expectOrder(bench, by.project);
  });
});
