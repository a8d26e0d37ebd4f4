import type { Compression } from '../data-limits.js';

export interface CinderSettings {
  /** Where its backups lie. */
  readonly directory: string;
  readonly compression: Compression;
  readonly objectBytes: number;
}

/** A cinder.conf. What is not named has Cinder's defaults; the database is never asked, but Cinder wants to know one. */
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
connection = sqlite://
`;
