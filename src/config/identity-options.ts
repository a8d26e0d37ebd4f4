import { choice, flag, integer, names, optionalText, text } from './option.js';
import { matching, notEmpty, oneUrlOf } from './value-checks.js';

const needed = 'needed with `auth: keystone`';

/** Who callers are, see docs/keystone.md. Names are Cinder's (`[keystone_authtoken]`) where it has the option. */
export const IDENTITY_OPTIONS = {
  auth: choice(
    ['noauth', 'keystone'],
    'noauth',
    'How callers are identified. `noauth` believes what callers say of themselves, `keystone` asks Keystone about their tokens ([set-up](keystone.md)).',
  ),
  allow_insecure_noauth: flag(false, 'Allow `noauth` on an address that other machines can reach.'),
  keystone_url: optionalText(`URL of Keystone for the service itself, with or without \`/v3\`; ${needed}.`, {
    check: oneUrlOf('http:', 'https:'),
  }),
  keystone_username: optionalText(`Service user at Keystone; ${needed}.`, { check: notEmpty }),
  keystone_password: optionalText(`Password of the service user; ${needed}.`, { secret: true }),
  keystone_project: optionalText(`Project of the service user; ${needed}.`, { check: notEmpty }),
  keystone_user_domain_name: text('Default', 'Domain of the service user.', { check: notEmpty }),
  keystone_project_domain_name: text('Default', 'Domain of the service user’s project.', { check: notEmpty }),
  keystone_timeout: integer(10, 'Seconds that Keystone may take for one answer; then requests get 503.', {
    min: 1,
    max: 600,
  }),
  www_authenticate_uri: optionalText('URL of Keystone for clients, told in answers 401.', {
    check: matching(/^https?:\/\/[^\s"]+$/, 'not a URL that begins with http:// or https://'),
    defaultText: '`keystone_url`',
  }),
  service_token_roles: names(
    ['service'],
    'Roles of other services: one of them makes an `X-Service-Token` count.',
  ),
  token_cache_time: integer(
    300,
    'Seconds for which what Keystone said of a token is remembered, and so the longest time that a revoked token is still taken. Never longer than the token lasts; 0 = not at all.',
    { min: 0 },
  ),
  token_cache_size: integer(10_000, 'Tokens that are remembered, at most.', { min: 1 }),
};
