import { event, type EventOf } from '../shared/event.js';
import { flag, integer, listOf, mapOf, nullable, oneOf, optional, record, text } from '../shared/schema.js';

const retention = record({
  keep_last: nullable(integer),
  keep_hourly: nullable(integer),
  keep_daily: nullable(integer),
  keep_weekly: nullable(integer),
  keep_monthly: nullable(integer),
  keep_yearly: nullable(integer),
  keep_within: nullable(text),
});

/** Why a run made no backup of a volume; `detail` has the words of the refusal. */
export const skipReasons = [
  'volume not found',
  'volume not available',
  'quota exceeded',
  'previous backup still running',
  'refused',
] as const;

/**
 * The life of a backup schedule. Which backups are its own is told here and nowhere else: a user may change what a backup's
 * metadata say.
 */
export const backupScheduleEvents = {
  BackupScheduleCreated: event(
    'BackupScheduleCreated',
    1,
    record({
      schedule_id: text,
      project_id: text,
      /** Its backups are made in this user's name. */
      user_id: text,
      display_name: nullable(text),
      display_description: nullable(text),
      enabled: flag,
      volume_ids: listOf(text),
      /** Five fields or a word such as `@daily`, in UTC. */
      cron: text,
      /** Every n-th backup of a volume is a full one; 1: all of them. */
      full_every: integer,
      force: flag,
      container: nullable(text),
      name_pattern: text,
      /** What its backups carry. */
      metadata: mapOf(text),
      retention,
    }),
  ),
  BackupScheduleUpdated: event(
    'BackupScheduleUpdated',
    1,
    record({
      display_name: optional(nullable(text)),
      display_description: optional(nullable(text)),
      enabled: optional(flag),
      volume_ids: optional(listOf(text)),
      cron: optional(text),
      full_every: optional(integer),
      force: optional(flag),
      container: optional(nullable(text)),
      name_pattern: optional(text),
      metadata: optional(mapOf(text)),
      retention: optional(retention),
    }),
  ),
  /** Its backups stay, as ordinary ones. */
  BackupScheduleDeleted: event('BackupScheduleDeleted', 1, record({})),

  /** Nobody was there at these due times; the run that follows makes up for all of them. */
  BackupScheduleRunsMissed: event(
    'BackupScheduleRunsMissed',
    1,
    record({ missed: integer, first_due_at: text, last_due_at: text }),
  ),
  BackupScheduleRunStarted: event(
    'BackupScheduleRunStarted',
    1,
    record({
      run_id: text,
      due_at: text,
      /** `request`: somebody asked for it. */
      trigger: oneOf('time', 'request'),
      volume_ids: listOf(text),
    }),
  ),
  /** Who recorded this, and nobody else, sends the request for this backup; whoever finds it later closes that stream first. */
  BackupScheduleBackupPlanned: event(
    'BackupScheduleBackupPlanned',
    1,
    record({ run_id: text, volume_id: text, backup_id: text, attempt: integer, incremental: flag }),
  ),
  BackupScheduleBackupRequested: event(
    'BackupScheduleBackupRequested',
    1,
    record({ run_id: text, volume_id: text, backup_id: text, incremental: flag }),
  ),
  BackupScheduleBackupSkipped: event(
    'BackupScheduleBackupSkipped',
    1,
    record({ run_id: text, volume_id: text, reason: oneOf(...skipReasons), detail: text }),
  ),
  BackupScheduleRunFinished: event(
    'BackupScheduleRunFinished',
    1,
    record({ run_id: text, requested: integer, skipped: integer }),
  ),

  /** The decision of the retention rules about one volume; what becomes of each removal is told below. */
  BackupSchedulePruned: event(
    'BackupSchedulePruned',
    1,
    record({
      volume_id: text,
      kept: listOf(record({ backup_id: text, reasons: listOf(text) })),
      removed: listOf(record({ backup_id: text, reason: text })),
      /** Deleted by others, or in an earlier pruning: they do not count any more. */
      gone: listOf(text),
    }),
  ),
  /** The delete was accepted; the backup's own stream tells the rest. */
  BackupScheduleBackupRemoved: event('BackupScheduleBackupRemoved', 1, record({ backup_id: text })),
  /** The backup stays until the next run prunes again. */
  BackupScheduleRemovalRefused: event(
    'BackupScheduleRemovalRefused',
    1,
    record({ backup_id: text, reason: text }),
  ),
} as const;

export type BackupScheduleEvent = EventOf<typeof backupScheduleEvents>;
export type SkipReason = (typeof skipReasons)[number];
export type ScheduleData<T extends BackupScheduleEvent['type']> = Extract<
  BackupScheduleEvent,
  { type: T }
>['data'];
