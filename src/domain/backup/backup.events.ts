import { event, type EventOf } from '../shared/event.js';
import { importedRecord } from './imported-record.js';
import { flag, integer, mapOf, nullable, oneOf, optional, record, text } from '../shared/schema.js';

/** What the bytes are read from. */
export const deviceKinds = ['volume', 'snapshot'] as const;

/** Statuses that os-reset_status accepts (spec/backups-api.md 2.5). */
export const resettableStatuses = ['available', 'error'] as const;

/**
 * The life of a backup, one event per numbered step of spec/backup-workflow.md section 2.
 * Which chunks were written is told by the stream `backupData-<id>` (backup-data.events.ts).
 */
export const backupEvents = {
  BackupRequested: event(
    'BackupRequested',
    1,
    record({
      backup_id: text,
      project_id: text,
      user_id: text,
      volume_id: text,
      snapshot_id: nullable(text),
      display_name: nullable(text),
      display_description: nullable(text),
      container: nullable(text),
      size: integer,
      incremental: flag,
      force: flag,
      parent_id: nullable(text),
      availability_zone: nullable(text),
      /** created_at of the source snapshot; null: the moment this event was recorded. */
      data_timestamp: nullable(text),
      metadata: mapOf(text),
      source_previous_status: text,
    }),
  ),
  /** A record was imported under its own id, which may be that of a deleted backup: that one lives again. */
  BackupImportRequested: event(
    'BackupImportRequested',
    1,
    record({
      backup_id: text,
      project_id: text,
      user_id: text,
      /** Class path of the driver that can read it. */
      backup_service: text,
      /** The quota reservation of this import. */
      reservation_id: text,
      record: importedRecord,
    }),
  ),
  BackupImported: event('BackupImported', 1, record({ service: text, host: text, availability_zone: text })),
  BackupImportFailed: event('BackupImportFailed', 1, record({ fail_reason: text })),
  /** The request died before it was recorded; the id cannot be used, but by another import. */
  BackupAbandoned: event('BackupAbandoned', 1, record({ reason: text })),
  BackupScheduled: event('BackupScheduled', 1, record({ host: text, availability_zone: text })),
  BackupStarted: event(
    'BackupStarted',
    1,
    record({
      host: text,
      service: text,
      availability_zone: text,
      /** Where the objects will lie; saved before the first one is written. */
      container: text,
      service_metadata: text,
    }),
  ),
  /** The id of a temporary copy is known before anything of it exists, so that it is removed whatever happens. */
  BackupTempPlanned: event(
    'BackupTempPlanned',
    1,
    record({ temp_kind: oneOf(...deviceKinds), temp_id: text }),
  ),
  BackupTempCreated: event('BackupTempCreated', 1, record({ temp_id: text })),
  /** Its deletion is recorded in its own stream, and carried out from there. */
  BackupTempReleased: event('BackupTempReleased', 1, record({ temp_id: text })),
  /** The host gave no sign of life for too long; another one goes on. */
  BackupRescheduled: event('BackupRescheduled', 1, record({ host: text, lost_host: text })),
  BackupDevicePrepared: event(
    'BackupDevicePrepared',
    1,
    record({ device_kind: oneOf(...deviceKinds), device_id: text }),
  ),
  BackupDeviceExported: event(
    'BackupDeviceExported',
    1,
    record({ device_id: text, driver_volume_type: text, host: text }),
  ),
  BackupDeviceAttached: event(
    'BackupDeviceAttached',
    1,
    record({ device_id: text, host: text, attempt: integer }),
  ),
  BackupTransferStarted: event(
    'BackupTransferStarted',
    1,
    record({
      attempt: integer,
      total_bytes: integer,
      /** Objects that an earlier attempt had stored and this one keeps. */
      kept_objects: integer,
      /** How an incremental finds what has changed: `told` by the volume backend, or `scanned`, by reading all of the volume. */
      changed_blocks: optional(oneOf('told', 'scanned')),
    }),
  ),
  /** The service stopped in good order; the next attempt goes on from the last chunk. */
  BackupTransferInterrupted: event(
    'BackupTransferInterrupted',
    1,
    record({ attempt: integer, reason: text }),
  ),
  BackupDataCompleted: event(
    'BackupDataCompleted',
    1,
    record({ object_count: integer, bytes_read: integer, bytes_stored: integer }),
  ),
  BackupDeviceDetached: event('BackupDeviceDetached', 1, record({ device_id: text })),
  BackupDeviceUnexported: event('BackupDeviceUnexported', 1, record({ device_id: text })),
  /** A step failed for good. What it held is given back before BackupFailed ends the operation. */
  BackupStepFailed: event('BackupStepFailed', 1, record({ step: text, fail_reason: text })),
  BackupFailed: event('BackupFailed', 1, record({ step: text, fail_reason: text })),
  BackupAvailable: event('BackupAvailable', 1, record({ size: integer, object_count: integer })),

  /** A child was requested: from now on this backup cannot be deleted. */
  BackupChildRegistered: event('BackupChildRegistered', 1, record({ child_backup_id: text })),
  /** The child is gone, or was never made. */
  BackupChildRemoved: event('BackupChildRemoved', 1, record({ child_backup_id: text })),
  /** The child finished well: it counts in has_dependent_backups. */
  BackupDependentAdded: event('BackupDependentAdded', 1, record({ child_backup_id: text })),

  BackupUpdated: event(
    'BackupUpdated',
    1,
    record({
      display_name: optional(nullable(text)),
      display_description: optional(nullable(text)),
      metadata: optional(mapOf(text)),
    }),
  ),
  BackupRestoreStarted: event('BackupRestoreStarted', 1, record({ restore_id: text, volume_id: text })),
  BackupRestoreFinished: event(
    'BackupRestoreFinished',
    1,
    record({ restore_id: text, outcome: oneOf('completed', 'failed', 'abandoned') }),
  ),
  /** Every object of the backup and of the chain below it is being read; the status stays. */
  BackupVerificationStarted: event('BackupVerificationStarted', 1, record({ verification_id: text })),
  BackupVerified: event(
    'BackupVerified',
    1,
    record({
      verification_id: text,
      /** `failed`: it could not be carried out. */
      outcome: oneOf('passed', 'damaged', 'failed', 'cancelled', 'abandoned'),
      objects_checked: integer,
      bytes_checked: integer,
      damaged_objects: integer,
      message: nullable(text),
    }),
  ),
  /** An administrator wrote the status; a running operation goes on, and its end writes the status again. */
  BackupStatusReset: event('BackupStatusReset', 1, record({ from: text, to: oneOf(...resettableStatuses) })),
  /** From now on it cannot be deleted, until the hold is released or `until` has passed. A newer hold takes its place. */
  BackupHeld: event(
    'BackupHeld',
    1,
    record({ reason: text, until: nullable(text), user_id: nullable(text) }),
  ),
  BackupHoldReleased: event('BackupHoldReleased', 1, record({})),
  /** A delete came while the create was still running: it stops, and gives back what it holds. */
  BackupCancelRequested: event('BackupCancelRequested', 1, record({ reason: text })),
  /** The cancelled create holds nothing any more. */
  BackupCancelled: event('BackupCancelled', 1, record({ reason: text })),
  /** The deletion that follows takes everything on top of this backup along, leaves first; `all_projects`: whosever it is. */
  BackupCascadeRequested: event('BackupCascadeRequested', 1, record({ all_projects: flag })),
  /** Before the deletion that follows, the children take over what they need of this backup. */
  BackupDetachRequested: event('BackupDetachRequested', 1, record({ all_projects: flag })),
  /** This backup takes over its parent's layer, because the parent is to be deleted. */
  BackupMergeRequested: event('BackupMergeRequested', 1, record({ layer_backup_id: text })),
  /** Its metadata lists the layer's objects as its own. `parent_id`: what it is based on from now on; null: it is a full backup. */
  BackupLayerMerged: event(
    'BackupLayerMerged',
    1,
    record({
      layer_backup_id: text,
      parent_id: nullable(text),
      object_count: integer,
      bytes_stored: integer,
    }),
  ),
  /** The merge failed for good; what it has copied is removed before BackupMergeFailed ends it. */
  BackupMergeStepFailed: event(
    'BackupMergeStepFailed',
    1,
    record({ layer_backup_id: text, fail_reason: text }),
  ),
  /** The backup is what it was before the merge. */
  BackupMergeFailed: event('BackupMergeFailed', 1, record({ layer_backup_id: text, fail_reason: text })),
  /** `force`: whatever the status was. */
  BackupDeletionRequested: event('BackupDeletionRequested', 1, record({ force: optional(flag) })),
  BackupObjectsDeleted: event('BackupObjectsDeleted', 1, record({ objects_deleted: integer })),
  BackupDeletionFailed: event('BackupDeletionFailed', 1, record({ fail_reason: text })),
  BackupDeleted: event('BackupDeleted', 1, record({})),
} as const;

export type BackupEvent = EventOf<typeof backupEvents>;
export type ResettableStatus = (typeof resettableStatuses)[number];
export type DeviceKind = (typeof deviceKinds)[number];
