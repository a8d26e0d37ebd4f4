import { told, typeMade } from '../../../test/domain/histories/type-catalogue.js';
import { defaultType, findType, visibleType } from './find-type.js';
import { createType, deleteType, updateType } from './volume-type.decide.js';

const gold = typeMade('gold-id', 'gold');
const hidden = typeMade('hidden-id', 'hidden', { is_public: false });
const admin = { is_admin: true, project_id: 'a' };
const member = { is_admin: false, project_id: 'p' };
const granted = { type: 'VolumeTypeAccessGranted', data: { type_id: 'hidden-id', project_id: 'p' } } as const;
const input = { type_id: 'new', description: null, is_public: true, extra_specs: {} };

describe('a volume type', () => {
  it('needs a name of its own, or of one that is gone', () => {
    expect(() => createType(told(gold), { ...input, name: 'gold' })).toThrow(
      'Volume Type gold already exists.',
    );
    const gone = { type: 'VolumeTypeDeleted', data: { type_id: 'gold-id' } } as const;
    expect(createType(told(gold, gone), { ...input, name: 'gold' })).toMatchObject([
      { data: { name: 'gold', quota_name: 'gold' } },
    ]);
  });

  it('is in the books under a name that no other type has there', () => {
    const renamed = { type: 'VolumeTypeUpdated', data: { type_id: 'gold-id', name: 'silver' } } as const;
    expect(createType(told(gold, renamed), { ...input, name: 'gold' })).toMatchObject([
      { data: { name: 'gold', quota_name: 'new' } },
    ]);
  });

  it('may be given the name that it has', () => {
    const catalogue = told(gold, hidden);
    expect(updateType(catalogue, 'gold-id', { name: 'gold', is_public: false })).toHaveLength(1);
    expect(() => updateType(catalogue, 'gold-id', { name: 'hidden' })).toThrow('already exists');
    expect(() => updateType(catalogue, 'x', { name: 'y' })).toThrow('Volume type x could not be found.');
  });

  it('is not deleted while it is a default or the only one', () => {
    const chosen = { type: 'ProjectDefaultTypeSet', data: { project_id: 'p', type_id: 'gold-id' } } as const;
    const isDefault = 'The volume type gold-id is a default volume type and cannot be deleted.';
    expect(() => deleteType(told(gold, hidden, chosen), 'gold-id', 'other')).toThrow(isDefault);
    expect(() => deleteType(told(gold, hidden), 'gold-id', 'gold')).toThrow(isDefault);
    const isLast = 'The volume type gold-id is the only currently defined volume type and cannot be deleted.';
    expect(() => deleteType(told(gold), 'gold-id', 'other')).toThrow(isLast);
    expect(deleteType(told(gold, hidden), 'gold-id', 'other')).toHaveLength(1);
  });

  it('is found by id or name by those who may see it', () => {
    const catalogue = told(gold, hidden);
    expect(findType(catalogue, 'gold-id', member).name).toBe('gold');
    expect(findType(catalogue, 'gold', member).name).toBe('gold');
    expect(findType(catalogue, 'hidden', admin).name).toBe('hidden');
    const byName = 'Volume type with name hidden could not be found.';
    expect(() => findType(catalogue, 'hidden', member)).toThrow(byName);
    expect(findType(told(gold, hidden, granted), 'hidden', member).name).toBe('hidden');
    const uuid = '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d';
    expect(() => findType(catalogue, uuid, member)).toThrow(`Volume type ${uuid} could not be found.`);
    expect(findType(told(typeMade('x', uuid)), uuid, member).id).toBe('x');
    expect(() => visibleType(catalogue, 'constructor', admin)).toThrow('could not be found');
  });

  it('is the default of a project that may see it, else the configured one is', () => {
    const chosen = {
      type: 'ProjectDefaultTypeSet',
      data: { project_id: 'p', type_id: 'hidden-id' },
    } as const;
    expect(defaultType(told(gold, hidden, granted, chosen), 'gold', member)?.name).toBe('hidden');
    expect(defaultType(told(gold, hidden, granted, chosen), 'gold', admin)?.name).toBe('gold');
    expect(() => defaultType(told(gold, hidden, chosen), 'gold', member)).toThrow('could not be found');
    expect(defaultType(told(hidden), 'gold', member)).toBeUndefined();
  });
});
