import { groupTypeMade, groupTypesAfter } from '../../../test/domain/histories/group-types.js';
import { findGroupType, visibleGroupType } from './find-group-type.js';
import { removeGroupSpec, setGroupSpecs } from './group-specs.decide.js';
import { createGroupType, deleteGroupType, updateGroupType } from './group-type.decide.js';

const gold = groupTypeMade('gold-id', 'gold', { group_specs: { a: '1' } });
const hidden = groupTypeMade('hidden-id', 'hidden', { is_public: false });
const gone = { type: 'GroupTypeDeleted', data: { group_type_id: 'gold-id' } } as const;
const admin = { is_admin: true };
const member = { is_admin: false };
const input = { group_type_id: 'new', description: null, is_public: true, group_specs: {} };

describe('a type of groups', () => {
  it('needs a name of its own, or of one that is gone', () => {
    const taken = 'Group Type gold already exists.';
    expect(() => createGroupType(groupTypesAfter(gold), { ...input, name: 'gold' })).toThrow(taken);
    const made = { type: 'GroupTypeCreated', data: { ...input, name: 'gold' } };
    expect(createGroupType(groupTypesAfter(gold, gone), { ...input, name: 'gold' })).toEqual([made]);
  });

  it('may be given the name that it has, and says first that another has it', () => {
    const catalogue = groupTypesAfter(gold, hidden);
    expect(updateGroupType(catalogue, 'gold-id', { name: 'gold', is_public: false })).toHaveLength(1);
    const taken = 'Group Type hidden already exists.';
    for (const id of ['gold-id', 'nobody']) {
      expect(() => updateGroupType(catalogue, id, { name: 'hidden' })).toThrow(taken);
    }
    const missing = 'Group type nobody could not be found.';
    expect(() => updateGroupType(catalogue, 'nobody', { name: 'free' })).toThrow(missing);
  });

  it('is what it was told last, and keeps what it was not told', () => {
    const renamed = { type: 'GroupTypeUpdated', data: { group_type_id: 'gold-id', name: 'silver' } } as const;
    expect(groupTypesAfter(gold, renamed).group_types['gold-id']).toMatchObject({
      name: 'silver',
      is_public: true,
      group_specs: { a: '1' },
    });
  });

  it('is deleted once', () => {
    expect(deleteGroupType(groupTypesAfter(gold), 'gold-id')).toEqual([gone]);
    expect(groupTypesAfter(gold, gone).group_types).toEqual({});
    const missing = 'Group type gold-id could not be found.';
    expect(() => deleteGroupType(groupTypesAfter(gold, gone), 'gold-id')).toThrow(missing);
  });

  it('is found by id or name by those who may see it', () => {
    const catalogue = groupTypesAfter(gold, hidden);
    expect(findGroupType(catalogue, 'gold-id', member).name).toBe('gold');
    expect(findGroupType(catalogue, 'gold', member).name).toBe('gold');
    expect(findGroupType(catalogue, 'hidden', admin).name).toBe('hidden');
    const byName = 'Group type with name hidden could not be found.';
    expect(() => findGroupType(catalogue, 'hidden', member)).toThrow(byName);
    expect(() => visibleGroupType(catalogue, 'hidden-id', member)).toThrow('hidden-id could not be found');
    expect(visibleGroupType(catalogue, 'hidden-id', admin).name).toBe('hidden');
    const uuid = '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d';
    expect(() => findGroupType(catalogue, uuid, member)).toThrow(`Group type ${uuid} could not be found.`);
    expect(findGroupType(groupTypesAfter(groupTypeMade('x', uuid)), uuid, member).id).toBe('x');
    expect(() => visibleGroupType(catalogue, 'constructor', admin)).toThrow('could not be found');
  });
});

describe('specs of a type of groups', () => {
  const told = (...specs: readonly Readonly<Record<string, string | null>>[]) =>
    groupTypesAfter(
      gold,
      ...specs.map((group_specs) => ({
        type: 'GroupSpecsSet' as const,
        data: { group_type_id: 'gold-id', group_specs },
      })),
    );

  it('are added to those that are there', () => {
    expect(told({ a: '2', b: null }, { c: '3' }).group_types['gold-id']?.group_specs).toEqual({
      a: '2',
      b: null,
      c: '3',
    });
  });

  it('are recorded when something changes', () => {
    expect(setGroupSpecs(told(), 'gold-id', { a: '1' })).toEqual([]);
    expect(setGroupSpecs(told(), 'gold-id', {})).toEqual([]);
    expect(setGroupSpecs(told(), 'gold-id', { b: null })).toHaveLength(1);
    expect(() => setGroupSpecs(told(), 'nobody', {})).toThrow('Group type nobody could not be found.');
  });

  it('go one by one', () => {
    const removed = { type: 'GroupSpecDeleted', data: { group_type_id: 'gold-id', key: 'a' } } as const;
    expect(removeGroupSpec(told(), 'gold-id', 'a')).toEqual([removed]);
    expect(groupTypesAfter(gold, removed).group_types['gold-id']?.group_specs).toEqual({});
    const missing = 'Group Type gold-id has no specs with key b.';
    expect(() => removeGroupSpec(told(), 'gold-id', 'b')).toThrow(missing);
    expect(() => removeGroupSpec(told(), 'nobody', 'a')).toThrow('Group type nobody could not be found.');
  });
});
