import { resolve } from 'node:path';
import { isLoopback } from './listen-address.js';
import type { OptionName, OptionValues } from './options.js';
import { configuredBackends, sharedDirectory } from './volume-backends.js';

/** A rule about several options. It is skipped when one of them is bad already. */
export interface CrossCheck {
  readonly of: readonly OptionName[];
  check(options: OptionValues): string | null;
}

type KeystoneOption = 'keystone_url' | 'keystone_username' | 'keystone_password' | 'keystone_project';

const keystoneOption = (name: KeystoneOption): CrossCheck => ({
  of: ['auth', name],
  check: ({ auth, [name]: value }) => {
    if (auth === 'keystone') return value === null ? `auth keystone needs ${name}` : null;
    // Whoever sets it believes that callers are checked; they would not be.
    return value === null ? null : `${name} has no effect with auth noauth: leave it out`;
  },
});

/** Roles apart from each other meet in the event log and at the queue only. */
const everyRole = ({ roles }: OptionValues): boolean =>
  roles.includes('all') || (['api', 'worker', 'manager'] as const).every((role) => roles.includes(role));
const isEventLog = ({ roles }: OptionValues): boolean => roles.includes('eventlog');

const rolesNeed = (name: 'eventstore_url' | 'redis_url'): CrossCheck => ({
  of: ['roles', name],
  check: (options) =>
    everyRole(options) || isEventLog(options) || options[name] !== null
      ? null
      : `roles (${options.roles.join(', ')}) without the others need ${name}`,
});

export const CROSS_CHECKS: readonly CrossCheck[] = [
  {
    of: ['backup_file_size', 'backup_sha_block_size_bytes'],
    check: ({ backup_file_size: size, backup_sha_block_size_bytes: block }) =>
      size % block === 0
        ? null
        : `backup_file_size (${size}) has to be a multiple of backup_sha_block_size_bytes (${block})`,
  },
  {
    of: ['report_interval', 'service_down_time'],
    check: ({ report_interval: every, service_down_time: down }) =>
      down > every ? null : `service_down_time (${down}) has to be more than report_interval (${every})`,
  },
  {
    of: ['auth', 'listen', 'allow_insecure_noauth'],
    check: ({ auth, listen, allow_insecure_noauth: allowed }) =>
      auth === 'noauth' && !allowed && !isLoopback(listen)
        ? `listen (${listen.host}) can be reached by other machines, and noauth lets everybody do everything: ` +
          'listen on 127.0.0.1, or set EMBERLOG_ALLOW_INSECURE_NOAUTH=1 if the network is closed'
        : null,
  },
  {
    of: ['enabled_backends', 'backends'],
    check: ({ enabled_backends: enabled, backends }) => {
      const unknown = Object.keys(backends).filter((name) => !enabled.includes(name));
      return unknown.length === 0
        ? null
        : `backends has sections of backends that enabled_backends does not name: ${unknown.join(', ')}`;
    },
  },
  {
    of: ['enabled_backends', 'backends'],
    // As in Cinder; only `file` has been there without one from the beginning.
    check: ({ enabled_backends: enabled, backends }) => {
      const bare = enabled.filter((name) => name !== 'file' && backends[name] === undefined);
      return bare.length === 0 ? null : `backends has no section for ${bare.join(', ')}`;
    },
  },
  {
    of: ['enabled_backends', 'backends', 'file_volumes_path', 'data_dir'],
    check: (options) =>
      sharedDirectory(configuredBackends(options, resolve(options.data_dir), process.cwd())),
  },
  {
    of: ['ssl_cert_file', 'ssl_key_file'],
    check: ({ ssl_cert_file: certificate, ssl_key_file: key }) =>
      (certificate === null) === (key === null)
        ? null
        : `ssl_cert_file and ssl_key_file need each other: ${certificate === null ? 'the first' : 'the second'} is missing`,
  },
  keystoneOption('keystone_url'),
  keystoneOption('keystone_username'),
  keystoneOption('keystone_password'),
  keystoneOption('keystone_project'),
  rolesNeed('eventstore_url'),
  rolesNeed('redis_url'),
  {
    of: ['roles', 'eventstore_url', 'listen'],
    check: (options) => {
      if (!isEventLog(options)) return null;
      if (options.roles.length > 1) return 'the role eventlog is a process of its own: leave the others out';
      if (options.eventstore_url !== null)
        return 'the role eventlog is an event log: leave eventstore_url out';
      return options.listen.host === '127.0.0.1' ? null : 'the role eventlog listens on 127.0.0.1 only';
    },
  },
];
