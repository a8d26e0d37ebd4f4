import { backendNames, backendSections } from './backend-sections.js';
import { flag, integer, optionalText, text } from './option.js';
import { matching, notEmpty } from './value-checks.js';

const NAME = matching(/^[^/\s][^/]{0,254}$/, 'not a name: 1 to 255 characters, no "/"');

const quota = (preset: number, what: string) =>
  integer(preset, `${what} that a project may have. -1 = no limit.`, { min: -1 });

/** Volumes, snapshots and what a project may have of them. */
export const VOLUME_OPTIONS = {
  enabled_backends: backendNames(
    ['file'],
    'Names of the volume backends. Each keeps raw sparse files in a directory of its own and has one pool, `host@name#volume_backend_name`.',
  ),
  backends: backendSections(
    'A section for each backend but `file`, which needs none: `volume_backend_name` (default: its name) for extra specs of types, `file_volumes_path` (default: `data_dir`/volumes-name), `extra_capabilities` (a map; what the pool reports beside or instead of what it is, for extra specs), `volume_driver` (only `file`). As a variable: JSON.',
  ),
  file_volumes_path: optionalText(
    'Directory of the volumes of the backend `file`; several workers share it.',
    { check: notEmpty, defaultText: '`data_dir`/volumes' },
  ),
  storage_availability_zone: text(
    'nova',
    'Availability zone of this host; also a part of the names of stored objects.',
    {
      check: NAME,
    },
  ),
  default_volume_type: text('__DEFAULT__', 'Volume type of volumes that are created without one.', {
    check: NAME,
  }),
  default_group_type: optionalText('Group type that clients are told as the default.', { check: notEmpty }),
  backup_use_temp_snapshot: flag(
    false,
    'Back up an in-use volume from a temporary snapshot instead of a temporary copy, where the backend can.',
  ),
  per_volume_size_limit: integer(-1, 'GiB of one volume, at most. -1 = no limit.', { min: -1 }),
  quota_volumes: quota(10, 'Volumes'),
  quota_snapshots: quota(10, 'Snapshots'),
  quota_gigabytes: quota(1000, 'GiB of volumes and snapshots together'),
  quota_backups: quota(10, 'Backups'),
  quota_backup_gigabytes: quota(1000, 'GiB of backups, counted by the size of their volumes,'),
};
