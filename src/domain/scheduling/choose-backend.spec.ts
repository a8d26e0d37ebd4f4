import { chooseBackend, fitsExtraSpecs, type BackendCandidate } from './choose-backend.js';

const pool = (name: string, changes: Partial<BackendCandidate> = {}): BackendCandidate => ({
  host: `one@${name}#${name}`,
  usable: true,
  capabilities: {
    volume_backend_name: name,
    total_capacity_gb: 100,
    QoS_support: false,
    vendor_name: 'Emberlog',
  },
  freeGib: 10,
  ...changes,
});

describe('chooseBackend', () => {
  it('takes the pool with the most room, and of equal ones the first', () => {
    expect(chooseBackend([pool('a'), pool('b', { freeGib: 11 })], {})).toBe('one@b#b');
    expect(chooseBackend([pool('a'), pool('b')], {})).toBe('one@a#a');
  });

  it('takes none whose service is down or takes no work', () => {
    expect(chooseBackend([pool('a', { usable: false, freeGib: 99 }), pool('b')], {})).toBe('one@b#b');
    expect(chooseBackend([pool('a', { usable: false })], {})).toBeNull();
    expect(chooseBackend([], {})).toBeNull();
  });

  it('takes the one that the extra specs name, however full it is', () => {
    const pools = [pool('a', { freeGib: 99 }), pool('b')];
    expect(chooseBackend(pools, { volume_backend_name: 'b' })).toBe('one@b#b');
    expect(chooseBackend(pools, { volume_backend_name: 'c' })).toBeNull();
  });
});

describe('extra specs', () => {
  it.each([
    [{}, true],
    [{ volume_backend_name: 'a' }, true],
    [{ 'capabilities:volume_backend_name': 'a' }, true],
    [{ 'capabilities:volume_backend_name': 'b' }, false],
    [{ 'RESKEY:availability_zones': 'nova', 'provisioning:max_vol_size': '1' }, true],
    [{ unheard_of: 'x' }, false],
    [{ QoS_support: '<is> False' }, true],
    [{ QoS_support: '<is> True' }, false],
    [{ QoS_support: 'False' }, true],
    [{ vendor_name: '<in> mber' }, true],
    [{ vendor_name: '<or> Other <or> Emberlog' }, true],
    [{ vendor_name: '<or> Other' }, false],
    [{ vendor_name: 's== Emberlog' }, true],
    [{ vendor_name: 's!= Emberlog' }, false],
    [{ total_capacity_gb: '>= 100' }, true],
    [{ total_capacity_gb: '<= 99' }, false],
    [{ total_capacity_gb: '= 99' }, true],
    [{ total_capacity_gb: '== 100' }, true],
    [{ total_capacity_gb: '!= 100' }, false],
  ] as const)('%j: %s', (specs, fits) => {
    expect(fitsExtraSpecs(pool('a'), specs as Readonly<Record<string, string>>)).toBe(fits);
  });
});
