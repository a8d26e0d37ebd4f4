import { Logger } from '@nestjs/common';
import type { Configuration } from '../config/configuration.js';
import { KeystoneIdentity } from '../drivers/identity/keystone/keystone.js';
import { NoauthIdentity } from '../drivers/identity/noauth.js';
import type { IdentityDriver } from '../drivers/identity/port.js';

/** Who tells callers apart. Keystone is not asked anything before the first request comes. */
export const openIdentity = (configuration: Configuration): IdentityDriver => {
  if (configuration.auth === 'noauth') return new NoauthIdentity();
  const logger = new Logger('Keystone');
  // The cross-checks of the configuration refuse a start without these four.
  const url = configuration.keystone_url ?? '';
  return new KeystoneIdentity({
    url,
    user: {
      username: configuration.keystone_username ?? '',
      password: configuration.keystone_password ?? '',
      project: configuration.keystone_project ?? '',
      userDomain: configuration.keystone_user_domain_name,
      projectDomain: configuration.keystone_project_domain_name,
    },
    timeoutMs: configuration.keystone_timeout * 1000,
    authenticateUri: configuration.www_authenticate_uri ?? url,
    serviceTokenRoles: configuration.service_token_roles,
    cacheSize: configuration.token_cache_size,
    cacheMs: configuration.token_cache_time * 1000,
    now: () => Date.now(),
    log: (message) => logger.warn(message),
  });
};
