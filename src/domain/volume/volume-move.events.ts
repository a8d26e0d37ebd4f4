import { event } from '../shared/event.js';
import { flag, integer, nullable, oneOf, optional, record, text } from '../shared/schema.js';

/** The volume's bytes go to another backend, or the volume gets another type (spec/api-core.md 2.7). */
export const volumeMoveTypes = {
  VolumeMigrationRequested: event(
    'VolumeMigrationRequested',
    1,
    record({
      migration_id: text,
      from_host: text,
      host: text,
      /** The volume is in maintenance meanwhile. */
      lock_volume: flag,
      /** The retype that needs the migration. */
      retype_id: optional(text),
    }),
  ),
  VolumeMigrationProgressed: event(
    'VolumeMigrationProgressed',
    1,
    record({ migration_id: text, bytes_done: integer, total_bytes: integer }),
  ),
  /** A complete copy lies at the destination under that name; it alone takes the volume's name there. */
  VolumeMigrationCopied: event(
    'VolumeMigrationCopied',
    1,
    record({
      migration_id: text,
      copy: text,
      /** What tells the copy from all that ever has the volume's name there. */
      identity: text,
      /** The same of the bytes that were copied. */
      source_identity: text,
    }),
  ),
  VolumeMigrated: event('VolumeMigrated', 1, record({ migration_id: text, host: text })),
  VolumeMigrationSourceRemoved: event('VolumeMigrationSourceRemoved', 1, record({ migration_id: text })),
  /** It is not to go on; what was copied is removed next. */
  VolumeMigrationStepFailed: event(
    'VolumeMigrationStepFailed',
    1,
    record({ migration_id: text, reason: text }),
  ),
  VolumeMigrationFailed: event('VolumeMigrationFailed', 1, record({ migration_id: text, reason: text })),
  VolumeRetypeRequested: event(
    'VolumeRetypeRequested',
    1,
    record({
      retype_id: text,
      volume_type_id: text,
      volume_type: text,
      migration_policy: oneOf('never', 'on-demand'),
      previous_status: nullable(text),
    }),
  ),
  VolumeRetyped: event(
    'VolumeRetyped',
    1,
    record({ retype_id: text, volume_type_id: text, volume_type: text }),
  ),
  VolumeRetypeFailed: event('VolumeRetypeFailed', 1, record({ retype_id: text, reason: text })),
} as const;
