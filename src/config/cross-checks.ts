import { isLoopback } from './listen-address.js';
import type { OptionName, OptionValues } from './options.js';

/** A rule about several options. It is skipped when one of them is bad already. */
export interface CrossCheck {
  readonly of: readonly OptionName[];
  check(options: OptionValues): string | null;
}

const keystoneOption = (name: OptionName): CrossCheck => ({
  of: ['auth', name],
  // Whoever sets it believes that callers are checked; they would not be.
  check: (options) =>
    options.auth === 'noauth' && options[name] !== null
      ? `${name} has no effect with auth noauth: leave it out`
      : null,
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
    of: ['auth', 'listen', 'allow_insecure_noauth'],
    check: ({ auth, listen, allow_insecure_noauth: allowed }) =>
      auth === 'noauth' && !allowed && !isLoopback(listen)
        ? `listen (${listen.host}) can be reached by other machines, and noauth lets everybody do everything: ` +
          'listen on 127.0.0.1, or set EMBERLOG_ALLOW_INSECURE_NOAUTH=1 if the network is closed'
        : null,
  },
  keystoneOption('keystone_url'),
  keystoneOption('keystone_username'),
  keystoneOption('keystone_password'),
  keystoneOption('keystone_project'),
];
