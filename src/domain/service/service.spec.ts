import { chooseHost, type HostCandidate } from './choose-host.js';
import { setServiceStatus } from './service.decide.js';
import { evolveService } from './service.state.js';

const backup = { binary: 'cinder-backup', host: 'a' };
const off = { disabled: true, disabled_reason: 'disk' };
const on = { disabled: false, disabled_reason: null };

describe('the status of a service', () => {
  const disabled = evolveService(null, {
    type: 'ServiceDisabled',
    data: { ...backup, disabled_reason: 'disk' },
    at: '2026-11-21T05:00:00.000000',
  });

  it('is enabled until somebody disables it', () => {
    expect(setServiceStatus(null, backup, on)).toEqual([]);
    expect(setServiceStatus(null, backup, off)).toEqual([
      { type: 'ServiceDisabled', data: { ...backup, disabled_reason: 'disk' } },
    ]);
  });

  it('does not change by saying it again, but by another reason', () => {
    expect(setServiceStatus(disabled, backup, off)).toEqual([]);
    expect(setServiceStatus(disabled, backup, { ...off, disabled_reason: null })).toHaveLength(1);
  });

  it('forgets the reason when it is enabled', () => {
    expect(setServiceStatus(disabled, backup, on)).toEqual([{ type: 'ServiceEnabled', data: backup }]);
    const again = evolveService(disabled, { type: 'ServiceEnabled', data: backup, at: 'later' });
    expect(again).toEqual({ ...backup, ...on, frozen: false, updated_at: 'later' });
  });
});

describe('the choice of a host', () => {
  const host = (name: string, more: Partial<HostCandidate> = {}): HostCandidate => ({
    host: name,
    zone: 'nova',
    up: true,
    disabled: false,
    ...more,
  });
  const wish = { zone: null, preferred: null, key: 'backup-1' };

  it('takes none that is down, disabled or in another zone', () => {
    const bad = [host('a', { up: false }), host('b', { disabled: true }), host('c', { zone: 'west' })];
    expect(chooseHost(bad, { ...wish, zone: 'nova' })).toBeNull();
    expect(chooseHost([...bad, host('d')], { ...wish, zone: 'nova' })).toBe('d');
    expect(chooseHost(bad, wish)).toBe('c');
  });

  it('takes only the preferred one when there is a preference', () => {
    expect(chooseHost([host('a'), host('b')], { ...wish, preferred: 'b' })).toBe('b');
    expect(chooseHost([host('a')], { ...wish, preferred: 'b' })).toBeNull();
  });

  it('spreads operations, and gives one of them the same answer again', () => {
    const hosts = ['a', 'b', 'c'].map((name) => host(name));
    const keys = Array.from({ length: 60 }, (_, at) => `backup-${at}`);
    const chosen = keys.map((key) => chooseHost(hosts, { ...wish, key }));
    expect(new Set(chosen)).toEqual(new Set(['a', 'b', 'c']));
    expect(keys.map((key) => chooseHost([...hosts].reverse(), { ...wish, key }))).toEqual(chosen);
  });
});
