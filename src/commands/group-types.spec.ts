import { CommandBench, requestBy } from '../../test/support/command-bench.js';
import { CreateGroup } from './create-group/create-group.command.js';
import { CreateGroupType } from './create-group-type/create-group-type.command.js';
import { DeleteGroup } from './delete-group/delete-group.command.js';
import { DeleteGroupType } from './delete-group-type/delete-group-type.command.js';
import { RemoveGroupSpec } from './remove-group-spec/remove-group-spec.command.js';
import { SetGroupSpecs } from './set-group-specs/set-group-specs.command.js';
import { UpdateGroupType } from './update-group-type/update-group-type.command.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const admin = () => requestBy('admins', { is_admin: true });
const stream = 'groupTypes-catalogue';
const makes = (name: string): CreateGroupType =>
  new CreateGroupType(admin(), { name, description: null, is_public: true, group_specs: {} });

describe('the catalogue of group types', () => {
  it('is nothing until somebody makes one, and leaves the volume types alone', async () => {
    expect(await bench.types(stream)).toEqual([]);
    const { id } = await bench.execute(makes('first'));
    expect(await bench.events(stream)).toMatchObject([{ data: { group_type_id: id, name: 'first' } }]);
    expect(await bench.types('volumeTypes-catalogue')).toEqual([]);
  });

  it('gives a name to one of those who ask for it at the same time', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => bench.execute(makes('wanted'))));
    const refusals = asked.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.message)] : []));
    expect(refusals).toEqual(Array.from({ length: 9 }, () => 'Group Type wanted already exists.'));
  });

  it('keeps what two administrators set at the same time', async () => {
    const { id } = await bench.execute(makes('shared'));
    const sets = (key: string) => bench.execute(new SetGroupSpecs(admin(), id, { [key]: 'v' }));
    await Promise.all(['a', 'b', 'c'].map(sets));
    await bench.execute(new RemoveGroupSpec(admin(), id, 'b'));
    const updated = await bench.execute(new UpdateGroupType(admin(), id, { description: 'text' }));
    expect(updated).toMatchObject({ name: 'shared', description: 'text', group_specs: { a: 'v', c: 'v' } });
  });

  it('records nothing when a spec has its value already', async () => {
    const { id } = await bench.execute(makes('quiet'));
    await bench.execute(new SetGroupSpecs(admin(), id, { a: '1' }));
    const before = await bench.types(stream);
    await bench.execute(new SetGroupSpecs(admin(), id, { a: '1' }));
    expect(await bench.types(stream)).toEqual(before);
  });

  it('is what it was after a crash', async () => {
    const before = await bench.types(stream);
    await bench.crash();
    await expect(bench.execute(makes('wanted'))).rejects.toThrow('already exists');
    expect(await bench.types(stream)).toEqual(before);
  });

  it('keeps a type from being deleted while any project has a group of it', async () => {
    const { id } = await bench.execute(makes('busy'));
    const group = await bench.execute(
      new CreateGroup(requestBy('somebody'), {
        name: null,
        description: null,
        group_type: 'busy',
        volume_types: ['__DEFAULT__'],
        availability_zone: null,
      }),
    );
    const reason = `Group Type ${id} deletion is not allowed with groups present with the type.`;
    const refused = `Target group type is still in use. ${reason}`;
    const deletes = () => bench.execute(new DeleteGroupType(admin(), id));
    await expect(deletes()).rejects.toThrow(refused);
    await bench.settle();
    await expect(deletes()).rejects.toThrow(refused);
    await bench.execute(new DeleteGroup(requestBy('somebody'), group.id, false));
    await bench.settle();
    await deletes();
    await expect(deletes()).rejects.toThrow(`Group type ${id} could not be found.`);
  });

  it('forgets a type that was deleted, and its name is free', async () => {
    const { id } = await bench.execute(makes('passing'));
    await bench.execute(new DeleteGroupType(admin(), id));
    const again = bench.execute(new DeleteGroupType(admin(), id));
    await expect(again).rejects.toThrow(`Group type ${id} could not be found.`);
    expect((await bench.execute(makes('passing'))).id).not.toBe(id);
  });
});
