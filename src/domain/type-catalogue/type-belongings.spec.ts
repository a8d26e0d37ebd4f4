import { told, typeMade } from '../../../test/domain/histories/type-catalogue.js';
import { given } from '../../../test/support/given.js';
import { removeExtraSpec, setExtraSpecs } from './extra-specs.decide.js';
import { removeProjectDefault, setProjectDefault } from './project-default.decide.js';
import { asRecorded, asShown, typeResources } from './quota-names.js';
import { grantAccess, revokeAccess } from './type-access.decide.js';
import { emptyCatalogue, typeCatalogueAggregate, type TypeCatalogue } from './type-catalogue.state.js';
import type { TypeCatalogueEvent } from './type-catalogue.events.js';
import { createEncryption, removeEncryption, updateEncryption } from './type-encryption.decide.js';
import { checkTypeLimits } from './type-limits.decide.js';

const after = (...history: readonly TypeCatalogueEvent[]) => {
  const { when } = given(typeCatalogueAggregate, history);
  return (decide: (catalogue: TypeCatalogue) => readonly TypeCatalogueEvent[]) =>
    when((state) => decide(state ?? emptyCatalogue));
};
const type_id = 't';
const made = typeMade(type_id, 'gold', { is_public: false, extra_specs: { a: '1' } });
const granted = { type: 'VolumeTypeAccessGranted', data: { type_id, project_id: 'p' } } as const;

describe('extra specs of a type', () => {
  it('are added and changed, each by itself', () => {
    after(made)((now) => setExtraSpecs(now, 't', { b: null }))
      .then([{ type: 'VolumeTypeExtraSpecsSet', data: { type_id, extra_specs: { b: null } } }])
      .thenState({ types: { t: expect.objectContaining({ extra_specs: { a: '1', b: null } }) } });
    after(made)((now) => setExtraSpecs(now, 't', { a: '1' })).thenNothing();
  });

  it('are removed when they are there', () => {
    after(made)((now) => removeExtraSpec(now, 't', 'a')).thenState({
      types: { t: expect.objectContaining({ extra_specs: {} }) },
    });
    after(made)((now) => removeExtraSpec(now, 't', 'toString')).thenThrows(
      'VolumeTypeExtraSpecsNotFound',
      'Volume Type t has no extra specs with key toString.',
    );
  });

  it('never say both multiattach and cacheable', () => {
    const yes = '<is> True';
    const text = 'cacheable cannot be set with multiattach.';
    const both = { multiattach: yes, cacheable: yes };
    after(made)((now) => setExtraSpecs(now, 't', both)).thenThrows('InvalidVolumeType', text);
    const multi = typeMade('t', 'gold', { extra_specs: { multiattach: yes } });
    after(multi)((now) => setExtraSpecs(now, 't', { cacheable: yes })).thenThrows('InvalidVolumeType', text);
  });
});

describe('access to a private type', () => {
  it('is given once and taken once', () => {
    after(made)((now) => grantAccess(now, 't', 'p'))
      .then([granted])
      .thenState({ types: { t: expect.objectContaining({ project_ids: ['p'] }) } });
    after(
      made,
      granted,
    )((now) => grantAccess(now, 't', 'p')).thenThrows(
      'VolumeTypeAccessExists',
      'Volume type access for t / p combination already exists.',
    );
    after(
      made,
      granted,
    )((now) => revokeAccess(now, 't', 'p')).thenState({
      types: { t: expect.objectContaining({ project_ids: [] }) },
    });
    after(made)((now) => revokeAccess(now, 't', 'p')).thenThrows(
      'VolumeTypeAccessNotFound',
      'Volume type access not found for t / p combination.',
    );
  });
});

describe('encryption of a type', () => {
  const encryption = {
    encryption_id: 'e',
    provider: 'luks',
    control_location: 'front-end',
    cipher: null,
    key_size: 256,
  } as const;
  const set = { type: 'VolumeTypeEncryptionSet', data: { type_id, ...encryption } } as const;

  it('is made once, then changed member by member', () => {
    after(made)((now) => createEncryption(now, 't', encryption)).then([set]);
    after(
      made,
      set,
    )((now) => createEncryption(now, 't', encryption)).thenThrows(
      'VolumeTypeEncryptionExists',
      'Volume type encryption for type t already exists.',
    );
    after(
      made,
      set,
    )((now) => updateEncryption(now, 't', { key_size: 512 })).then([
      { type: 'VolumeTypeEncryptionSet', data: { ...set.data, key_size: 512 } },
    ]);
  });

  it('is not changed or removed where there is none', () => {
    const text = 'Volume type encryption for type t does not exist.';
    after(made)((now) => updateEncryption(now, 't', {})).thenThrows('VolumeTypeEncryptionNotFound', text);
    after(made)((now) => removeEncryption(now, 't')).thenThrows('VolumeTypeEncryptionNotFound', text);
    const none = 'Volume type encryption for type x does not exist.';
    after(made)((now) => removeEncryption(now, 'x')).thenThrows('VolumeTypeEncryptionNotFound', none);
  });

  it('keeps volumes away: nobody makes keys', () => {
    const { t } = told(made, set).types;
    if (t === undefined) throw new Error('the type is there');
    const volume = { size: 1, availability_zone: 'nova' };
    expect(() => checkTypeLimits(t, volume)).toThrow('Key manager error');
  });
});

describe('what a type asks of its volumes', () => {
  const check = (extra_specs: Readonly<Record<string, string | null>>, size: number, zone = 'nova') => {
    const { t } = told(typeMade('t', 'gold', { extra_specs })).types;
    if (t === undefined) throw new Error('the type is there');
    return () => checkTypeLimits(t, { size, availability_zone: zone });
  };

  it('is a size between its limits', () => {
    const limits = { 'provisioning:min_vol_size': '2', 'provisioning:max_vol_size': '4' };
    expect(check(limits, 1)).toThrow(
      "Invalid input received: Specified volume size of '1' is less than the minimum required size of '2' " +
        "for volume type 'gold'.",
    );
    for (const size of [2, 4]) expect(check(limits, size)).not.toThrow();
    expect(check(limits, 5)).toThrow("greater than the maximum allowable size of '4'");
    expect(check({ 'provisioning:min_vol_size': 'two', 'provisioning:max_vol_size': null }, 1)).not.toThrow();
  });

  it('is one of its zones', () => {
    const zones = { 'RESKEY:availability_zones': 'a, b' };
    expect(check(zones, 1, 'b')).not.toThrow();
    expect(check(zones, 1, 'c')).toThrow('Volume type is only supported in these availability zones: a, b');
  });
});

describe('the default type of a project', () => {
  const set = { type: 'ProjectDefaultTypeSet', data: { project_id: 'p', type_id } } as const;
  it('is set and unset, and saying so again changes nothing', () => {
    after(made)((now) => setProjectDefault(now, 'p', 't')).then([set]);
    after(made, set)((now) => setProjectDefault(now, 'p', 't')).thenNothing();
    after(made, set)((now) => removeProjectDefault(now, 'p')).thenState({ project_defaults: {} });
    after(made)((now) => removeProjectDefault(now, 'p')).thenNothing();
  });
});

describe('resources of a renamed type', () => {
  const renamed = { type: 'VolumeTypeUpdated', data: { type_id, name: 'gilt' } } as const;
  const catalogue = told(made, renamed);

  it('have the new name for clients and the old one in the books', () => {
    expect(typeResources(catalogue)).toEqual({
      volumes_gilt: 'volumes_gold',
      gigabytes_gilt: 'gigabytes_gold',
      snapshots_gilt: 'snapshots_gold',
    });
    expect(asRecorded({ volumes: 1, volumes_gilt: 2 }, catalogue)).toEqual({ volumes: 1, volumes_gold: 2 });
    expect([asShown('volumes', catalogue), asShown('volumes_gold', catalogue)]).toEqual([
      'volumes',
      'volumes_gilt',
    ]);
  });
});
