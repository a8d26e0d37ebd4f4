import type { Compression } from '../data-limits.js';

export interface CinderSettings {
  /** Where its database and its backups lie. */
  readonly directory: string;
  readonly compression: Compression;
  readonly objectBytes: number;
}

/**
 * A cinder.conf. What is not named has Cinder's defaults. Messages go to nobody, and its database does not wait for the
 * disk: otherwise that of another machine would.
 */
export const cinderConfiguration = ({
  directory,
  compression,
  objectBytes,
}: CinderSettings): string => `[DEFAULT]
state_path = ${directory}
backup_posix_path = ${directory}/backups
backup_compression_algorithm = ${compression}
backup_file_size = ${objectBytes}
transport_url = fake:/

[database]
connection = sqlite:///${directory}/cinder.sqlite
sqlite_synchronous = false
`;
