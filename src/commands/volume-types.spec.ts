import { CreateGroup } from './create-group/create-group.command.js';
import { CreateGroupType } from './create-group-type/create-group-type.command.js';
import { CreateVolumeType } from './create-volume-type/create-volume-type.command.js';
import { ChangeTypeAccess } from './change-type-access/change-type-access.command.js';
import { DeleteGroup } from './delete-group/delete-group.command.js';
import { DeleteVolumeType } from './delete-volume-type/delete-volume-type.command.js';
import { SetProjectDefaultType } from './set-project-default-type/set-project-default-type.command.js';
import { UpdateVolumeType } from './update-volume-type/update-volume-type.command.js';
import { Requests } from '../../test/support/bench-requests.js';
import { CommandBench, requestBy } from '../../test/support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const admin = () => requestBy('admins', { is_admin: true });
const stream = 'volumeTypes-catalogue';
const makes = (name: string, changes: { readonly is_public?: boolean } = {}): CreateVolumeType =>
  new CreateVolumeType(admin(), { name, description: null, is_public: true, extra_specs: {}, ...changes });

describe('the catalogue of volume types', () => {
  it('is recorded with its first change, the default type before it', async () => {
    expect(await bench.types(stream)).toEqual([]);
    const { id } = await bench.execute(makes('first'));
    const [original, first] = await bench.events(stream);
    expect(original?.data).toMatchObject({ name: '__DEFAULT__', description: 'Default Volume Type' });
    expect(first?.data).toMatchObject({ type_id: id, name: 'first' });
  });

  it('gives a name to one of those who ask for it at the same time', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => bench.execute(makes('wanted'))));
    const refusals = asked.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.message)] : []));
    expect(refusals).toEqual(Array.from({ length: 9 }, () => 'Volume Type wanted already exists.'));
  });

  it('hides a private type from volumes of projects that were not let in', async () => {
    const { id } = await bench.execute(makes('private', { is_public: false }));
    const [inside, outside] = [new Requests('inside'), new Requests('outside')];
    await bench.execute(new ChangeTypeAccess(admin(), 'grant', id, 'inside'));
    for (const volume_type of ['private', id]) {
      const text = volume_type === id ? `type ${id}` : 'type with name private';
      await expect(bench.execute(outside.createVolume({ volume_type }))).rejects.toThrow(
        `Volume ${text} could not be found.`,
      );
      const volume = await bench.execute(inside.createVolume({ volume_type }));
      expect(volume).toMatchObject({ volume_type: 'private', volume_type_id: id });
    }
  });

  it('keeps a type from being deleted as soon as a volume of it was asked for', async () => {
    const { id } = await bench.execute(makes('busy'));
    await bench.execute(new Requests('busy-project').createVolume({ volume_type: 'busy' }));
    const refused = bench.execute(new DeleteVolumeType(admin(), id));
    await expect(refused).rejects.toThrow('Target volume type is still in use.');
  });

  it('keeps a type from being deleted while a group takes volumes of it', async () => {
    const { id } = await bench.execute(makes('grouped'));
    await bench.execute(
      new CreateGroupType(admin(), { name: 'any', description: null, is_public: true, group_specs: {} }),
    );
    const group = await bench.execute(
      new CreateGroup(requestBy('grouping'), {
        name: null,
        description: null,
        group_type: 'any',
        volume_types: ['__DEFAULT__', 'grouped'],
        availability_zone: null,
      }),
    );
    const refused = bench.execute(new DeleteVolumeType(admin(), id));
    await expect(refused).rejects.toThrow('Target volume type is still in use.');
    await bench.settle();
    await bench.execute(new DeleteGroup(requestBy('grouping'), group.id, false));
    await bench.settle();
    await bench.execute(new DeleteVolumeType(admin(), id));
  });

  it('counts volumes of a renamed type where they were counted before', async () => {
    const by = new Requests('renaming');
    const { id } = await bench.execute(makes('old'));
    const volume = await bench.execute(by.createVolume({ volume_type: 'old' }));
    await bench.settle();
    await bench.execute(new UpdateVolumeType(admin(), id, { name: 'new' }));
    const another = await bench.execute(by.createVolume({ volume_type: 'new' }));
    expect(another.volume_type).toBe('new');
    await bench.settle();
    expect((await bench.quota('renaming')).in_use).toMatchObject({ volumes_old: 2, gigabytes_old: 2 });
    for (const one of [volume, another]) await bench.execute(by.deleteVolume(one.id));
    await bench.settle();
    expect((await bench.quota('renaming')).in_use).toMatchObject({ volumes_old: 0, gigabytes_old: 0 });
    await bench.execute(new DeleteVolumeType(admin(), id));
  });

  it('gives the default of its project to a volume without a type', async () => {
    const { id } = await bench.execute(makes('of a project'));
    const given = await bench.execute(new SetProjectDefaultType(admin(), 'choosy', 'of a project'));
    expect(given).toBe(id);
    const volume = await bench.execute(new Requests('choosy').createVolume());
    expect(volume).toMatchObject({ volume_type: 'of a project', volume_type_id: id });
    expect(await bench.execute(new Requests('other').createVolume())).toMatchObject({
      volume_type: '__DEFAULT__',
    });
  });

  it('is what it was after a crash', async () => {
    const before = await bench.types(stream);
    await bench.crash();
    await expect(bench.execute(makes('wanted'))).rejects.toThrow('already exists');
    expect(await bench.types(stream)).toEqual(before);
  });
});
