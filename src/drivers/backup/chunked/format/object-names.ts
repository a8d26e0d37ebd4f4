import { InvalidBackup } from '../../port.js';

/**
 * Names of a backup's objects (spec/backup-formats.md section 1.1). The prefix lies in the record's `service_metadata`; every
 * object's name starts with it, and nothing foreign may.
 */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const POSIX_PREFIX = new RegExp(`^volume_${UUID}_\\d{14}_backup_${UUID}$`, 'i');
const SWIFT_PREFIX = new RegExp(`^volume_${UUID}/\\d{14}/az_[^/]*_backup_${UUID}$`, 'i');
const SUFFIX = /^(?:-\d{5,}|_metadata|_sha256file)$/;

/** UTC, `YYYYMMDDHHMMSS`. */
const timestamp = (at: Date): string => at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');

/** The prefix of posix, nfs and glusterfs. `startedAt` is when the transfer starts. */
export const posixPrefix = (volume_id: string, startedAt: Date, backup_id: string): string =>
  `volume_${volume_id}_${timestamp(startedAt)}_backup_${backup_id}`;

/** The prefix of swift, s3 and gcs. */
export const swiftPrefix = (
  volume_id: string,
  startedAt: Date,
  availability_zone: string,
  backup_id: string,
): string => `volume_${volume_id}/${timestamp(startedAt)}/az_${availability_zone}_backup_${backup_id}`;

/** `object_id` counts from 1; five digits, more past 99999. */
export const chunkName = (prefix: string, object_id: number): string =>
  `${prefix}-${String(object_id).padStart(5, '0')}`;
export const metadataName = (prefix: string): string => `${prefix}_metadata`;
export const sha256FileName = (prefix: string): string => `${prefix}_sha256file`;

/** True for a text of one of the two forms above; the backup id may be any, because an imported copy keeps the old prefix. */
export const isPrefix = (service_metadata: string | null): service_metadata is string =>
  service_metadata !== null &&
  !service_metadata.includes('..') &&
  (POSIX_PREFIX.test(service_metadata) || SWIFT_PREFIX.test(service_metadata));

/**
 * The prefix to restore or delete by. An empty or foreign one would reach into other backups, or empty the whole directory.
 * @throws InvalidBackup
 */
export function requirePrefix(service_metadata: string | null): string {
  if (isPrefix(service_metadata)) return service_metadata;
  throw new InvalidBackup(
    service_metadata === null || service_metadata === ''
      ? 'the record does not say where its objects are (service_metadata is empty).'
      : `service_metadata is not an object name prefix of this driver: ${JSON.stringify(service_metadata)}.`,
  );
}

/** True for the name of a chunk, `_metadata` or `_sha256file` of this prefix; a listing may hold foreign names too. */
export const isObjectName = (prefix: string, name: string): boolean =>
  name.startsWith(prefix) && SUFFIX.test(name.slice(prefix.length));
