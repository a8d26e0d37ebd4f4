import { tmpdir } from 'node:os';
import { loadConfiguration } from './configuration.js';
import { InvalidConfiguration } from './invalid-configuration.js';
import type { Environment } from './sources.js';

/** The rules that are more than a type, one line each. No emberlog.yaml lies in the directory for temporary files. */
const problemsOf = (env: Environment): readonly string[] => {
  try {
    loadConfiguration(env, tmpdir());
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
};

const listening = (address: string, more: Environment = {}): Environment => ({
  EMBERLOG_LISTEN: address,
  ...more,
});

const servers: Environment = {
  EMBERLOG_EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
  EMBERLOG_REDIS_URL: 'redis://127.0.0.1:6379',
};

const keystone: Environment = {
  EMBERLOG_AUTH: 'keystone',
  EMBERLOG_KEYSTONE_URL: 'https://keystone.example:5000/v3',
  EMBERLOG_KEYSTONE_USERNAME: 'cinder',
  EMBERLOG_KEYSTONE_PASSWORD: 'secret',
  EMBERLOG_KEYSTONE_PROJECT: 'service',
};

it.each<[name: string, env: Environment]>([
  ['TLS', { EMBERLOG_SSL_CERT_FILE: 'c.pem', EMBERLOG_SSL_KEY_FILE: 'k.pem' }],
  ['Keystone, on all addresses', { ...keystone, ...listening('0.0.0.0:8776') }],
  ['all addresses with permission', listening('0.0.0.0:8776', { EMBERLOG_ALLOW_INSECURE_NOAUTH: '1' })],
  ['IPv6 loopback', listening('[::1]:0')],
  ['localhost', listening('localhost:8776')],
  ['any 127 address', listening('127.9.9.9:1')],
  ['all roles by name', { EMBERLOG_ROLES: 'manager, api,worker' }],
  ['the word all', { EMBERLOG_ROLES: 'all' }],
  ['one role with its servers', { EMBERLOG_ROLES: 'worker', ...servers }],
  ['every role with its servers', servers],
  ['the event log alone', { EMBERLOG_ROLES: 'eventlog', EMBERLOG_LISTEN: '127.0.0.1:2113' }],
  [
    'an event log cluster',
    { ...servers, EMBERLOG_EVENTSTORE_URL: 'esdb+discover://user:secret@log.example:2113?tls=true' },
  ],
  ['a local event log', servers],
  [
    'an object of one block',
    { EMBERLOG_BACKUP_FILE_SIZE: '512', EMBERLOG_BACKUP_SHA_BLOCK_SIZE_BYTES: '512' },
  ],
  ['Cinder’s object size', { EMBERLOG_BACKUP_FILE_SIZE: '1999994880' }],
  ['a compression in capitals', { EMBERLOG_BACKUP_COMPRESSION_ALGORITHM: 'ZSTD' }],
  ['a nested container', { EMBERLOG_BACKUP_CONTAINER: 'weekly/tier..1' }],
])('%s is taken', (_name, env) => {
  expect(problemsOf(env)).toEqual([]);
});

it.each<[name: string, env: Environment, problem: RegExp]>([
  [
    'noauth on all addresses',
    listening('0.0.0.0:8776'),
    /reached by other machines.*ALLOW_INSECURE_NOAUTH=1/,
  ],
  ['noauth on any IPv6 address', listening('[::]:8776'), /reached by other machines/],
  ['noauth on a name', listening('backup.example:8776'), /reached by other machines/],
  ['a port out of range', listening('127.0.0.1:65536'), /not an address/],
  ['brackets without IPv6', listening('[127.0.0.1]:1'), /not an address/],
  [
    'one role without an event log of all',
    { ...servers, EMBERLOG_ROLES: 'api,worker', EMBERLOG_EVENTSTORE_URL: '' },
    /^roles \(api, worker\) without the others need eventstore_url$/,
  ],
  [
    'one role without a queue of all',
    { ...servers, EMBERLOG_ROLES: 'worker', EMBERLOG_REDIS_URL: '' },
    /^roles \(worker\) without the others need redis_url$/,
  ],
  [
    'the event log beside others',
    { EMBERLOG_ROLES: 'eventlog,api' },
    /the role eventlog is a process of its own/,
  ],
  [
    'the event log over another',
    { EMBERLOG_ROLES: 'eventlog', EMBERLOG_EVENTSTORE_URL: 'esdb://h' },
    /leave eventstore_url out/,
  ],
  ['the event log on ::1', { EMBERLOG_ROLES: 'eventlog', ...listening('[::1]:1') }, /on 127\.0\.0\.1 only/],
  [
    'an unknown role',
    { EMBERLOG_ROLES: 'api,cook' },
    /"cook" is not one of all, api, worker, manager, eventlog/,
  ],
  [
    'Keystone without its password',
    { ...keystone, EMBERLOG_KEYSTONE_PASSWORD: '' },
    /needs keystone_password$/,
  ],
  ['Keystone by another scheme', { ...keystone, EMBERLOG_KEYSTONE_URL: 'ldap://k' }, /not a URL that begins/],
  [
    'a service role without a name',
    { EMBERLOG_SERVICE_TOKEN_ROLES: 'service,,' },
    /a name in the list is empty/,
  ],
  ['an address in quotes', { EMBERLOG_WWW_AUTHENTICATE_URI: 'http://k"' }, /not a URL that begins/],
  ['a certificate without a key', { EMBERLOG_SSL_CERT_FILE: 'c.pem' }, /the second is missing$/],
  ['a key without a certificate', { EMBERLOG_SSL_KEY_FILE: 'k.pem' }, /the first is missing$/],
  ['Keystone’s URL without Keystone', { EMBERLOG_KEYSTONE_URL: 'http://k' }, /keystone_url has no effect/],
  ['a Redis of another kind', { EMBERLOG_REDIS_URL: 'http://r' }, /not a URL that begins with redis:/],
  ['RabbitMQ', { EMBERLOG_AMQP_URL: 'amqp://r' }, /RabbitMQ is not supported yet/],
  ['a wrong scheme', { EMBERLOG_EVENTSTORE_URL: 'kurrent:log' }, /neither esdb:\/\//],
  [
    'an object that is no multiple',
    { EMBERLOG_BACKUP_FILE_SIZE: '100000' },
    /\(100000\) has to be a multiple/,
  ],
  ['an unknown compression', { EMBERLOG_BACKUP_COMPRESSION_ALGORITHM: 'rar' }, /"rar" is not one of zlib/],
  ['an unknown backup driver', { EMBERLOG_BACKUP_DRIVER: 'swift' }, /"swift" is not one of cinder\.backup/],
  ['an unknown backend', { EMBERLOG_ENABLED_BACKENDS: 'file,lvm' }, /backends has no section for lvm/],
  ['a container that climbs', { EMBERLOG_BACKUP_CONTAINER: 'a/../../b' }, /stays below/],
  ['an absolute container', { EMBERLOG_BACKUP_CONTAINER: '/etc' }, /stays below/],
  ['a broken expression', { EMBERLOG_PROJECT_ID_REGEX: '[' }, /Invalid regular expression/],
  ['an endpoint that is no URL', { EMBERLOG_PUBLIC_ENDPOINT: 'here' }, /not a URL that begins with http/],
  ['a zone with a slash', { EMBERLOG_STORAGE_AVAILABILITY_ZONE: 'a/b' }, /no "\/"/],
  ['a host like a pool', { EMBERLOG_HOST: 'a@b#c' }, /not a host name/],
  ['half an integer', { EMBERLOG_OSAPI_MAX_LIMIT: '1.5' }, /not an integer/],
  ['a number too long', { EMBERLOG_BACKUP_FILE_SIZE: '99999999999999999999' }, /not an integer/],
  ['maybe', { EMBERLOG_BACKUP_USE_TEMP_SNAPSHOT: 'maybe' }, /neither true nor false/],
])('%s is refused', (_name, env, problem) => {
  expect(problemsOf(env)).toEqual([expect.stringMatching(problem)]);
});

it('tells no follow-up problem of a value that is bad already', () => {
  const env = { EMBERLOG_BACKUP_FILE_SIZE: 'x', EMBERLOG_BACKUP_SHA_BLOCK_SIZE_BYTES: '1000' };
  expect(problemsOf(env)).toHaveLength(1);
});
