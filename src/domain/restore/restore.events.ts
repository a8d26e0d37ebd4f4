import { event, type EventOf } from '../shared/event.js';
import { flag, integer, nullable, optional, record, text } from '../shared/schema.js';

/** One restore of one backup onto one volume, from request to end (spec/backup-workflow.md section 4). */
export const restoreEvents = {
  RestoreRequested: event(
    'RestoreRequested',
    1,
    record({
      restore_id: text,
      project_id: text,
      user_id: text,
      backup_id: text,
      volume_id: text,
      /** The volume is made by this restore, so it reads as zeros at first. */
      volume_is_new: flag,
      /** "Create volume from backup": the volume stays `creating` until the end. */
      creates_volume: flag,
    }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  RestoreAbandoned: event('RestoreAbandoned', 1, record({ reason: text })),
  RestoreStarted: event('RestoreStarted', 1, record({ host: text })),
  /** The host gave no sign of life for too long; another one goes on. */
  RestoreRescheduled: event('RestoreRescheduled', 1, record({ host: text, lost_host: text })),
  RestoreTargetPrepared: event('RestoreTargetPrepared', 1, record({ volume_id: text })),
  RestoreDeviceExported: event(
    'RestoreDeviceExported',
    1,
    record({ volume_id: text, driver_volume_type: text, host: text }),
  ),
  RestoreDeviceAttached: event('RestoreDeviceAttached', 1, record({ host: text, attempt: integer })),
  /** Everything up to `applied_objects`, counted over the whole chain, is durable on the target. */
  RestoreProgressed: event(
    'RestoreProgressed',
    1,
    record({
      applied_objects: integer,
      bytes_done: integer,
      total_bytes: integer,
      /** Whose progress it is; events written before this member existed do not say. */
      attempt: optional(integer),
    }),
  ),
  /** The service stopped in good order; the next attempt goes on after the last progress. */
  RestoreInterrupted: event('RestoreInterrupted', 1, record({ attempt: integer, reason: text })),
  RestoreDataCompleted: event(
    'RestoreDataCompleted',
    1,
    record({ bytes_written: integer, attempt: optional(integer) }),
  ),
  RestoreDeviceDetached: event('RestoreDeviceDetached', 1, record({ volume_id: text })),
  RestoreDeviceUnexported: event('RestoreDeviceUnexported', 1, record({ volume_id: text })),
  /** A step failed for good. What it held is given back before RestoreFailed ends the operation. */
  RestoreStepFailed: event('RestoreStepFailed', 1, record({ step: text, fail_reason: text })),
  /** Stops the restore; it gives back what it holds before RestoreCancelled. */
  RestoreCancelRequested: event(
    'RestoreCancelRequested',
    1,
    record({
      reason: text,
      /** Who stopped it; absent when the backup was deleted or reset. */
      user_id: optional(text),
    }),
  ),
  RestoreCancelled: event('RestoreCancelled', 1, record({ reason: text })),
  RestoreFailed: event('RestoreFailed', 1, record({ step: text, fail_reason: text })),
  RestoreCompleted: event('RestoreCompleted', 1, record({ src_backup_id: nullable(text) })),
} as const;

export type RestoreEvent = EventOf<typeof restoreEvents>;
