import { choice, flag, integer, optionalText } from './option.js';
import { matching, notEmpty } from './value-checks.js';

/** Backups: names and meanings are Cinder's (spec: chunked drivers); `backup_file_size` is 50 MiB here, not 2 GB. */
export const BACKUP_OPTIONS = {
  backup_driver: choice(
    ['cinder.backup.drivers.posix.PosixBackupDriver'],
    'cinder.backup.drivers.posix.PosixBackupDriver',
    'Class path of the backup driver, as Cinder names it.',
  ),
  backup_posix_path: optionalText('Directory of the posix backup driver.', {
    check: notEmpty,
    defaultText: '`data_dir`/backups',
  }),
  backup_container: optionalText(
    'Container of backups that are created without one; a directory below `backup_posix_path`.',
    {
      check: matching(
        /^(?!\/)(?!(.*\/)?\.\.?(\/|$)).+$/,
        'a path that stays below backup_posix_path is needed: not absolute, no "." or ".." in it',
      ),
      defaultText: 'one per backup, named after its id',
    },
  ),
  backup_file_size: integer(
    52_428_800,
    'Bytes of a volume in one stored object; a multiple of `backup_sha_block_size_bytes`. An interrupted backup resumes at the last complete object.',
    { min: 1 },
  ),
  backup_sha_block_size_bytes: integer(
    32_768,
    'Bytes per hash: the grain in which an incremental backup finds changes. Incrementals need the value of their parent.',
    { min: 1 },
  ),
  backup_compression_algorithm: choice(
    ['zlib', 'gzip', 'bz2', 'bzip2', 'zstd', 'none', 'off', 'no'],
    'zlib',
    'Compression of stored objects. `gzip` is another name of zlib, `off` and `no` of none.',
  ),
  backup_max_operations: integer(15, 'Backups and restores that run at the same time. 0 = no limit.', {
    min: 0,
  }),
  backup_object_number_per_notification: integer(
    10,
    'A progress notification is due every so many objects.',
    {
      min: 1,
    },
  ),
  backup_use_same_host: flag(false, 'Only the host of a volume may back it up.'),
};
