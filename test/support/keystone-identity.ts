import { KeystoneIdentity, type KeystoneOptions } from '../../src/drivers/identity/keystone/keystone.js';
import type { FakeKeystone } from './fake-keystone.js';

/** The driver against that Keystone, with options that tests can wait for. */
export const keystoneIdentity = (
  keystone: FakeKeystone,
  changes: Partial<KeystoneOptions> = {},
): KeystoneIdentity =>
  new KeystoneIdentity({
    url: keystone.url,
    user: keystone.user,
    timeoutMs: 10_000,
    authenticateUri: 'http://keystone.example:5000',
    serviceTokenRoles: ['service'],
    cacheSize: 100,
    cacheMs: 300_000,
    now: () => Date.now(),
    log: () => undefined,
    ...changes,
  });
