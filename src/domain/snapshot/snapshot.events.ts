import { event, type EventOf } from '../shared/event.js';
import { flag, integer, mapOf, nullable, oneOf, optional, record, text } from '../shared/schema.js';
import { holderKinds } from '../shared/claim.js';
import { moved } from '../shared/moved.js';
import { snapshotManageTypes } from './snapshot-manage.events.js';

export const snapshotEvents = {
  SnapshotCreateRequested: event(
    'SnapshotCreateRequested',
    1,
    record({
      snapshot_id: text,
      volume_id: text,
      project_id: text,
      user_id: text,
      size: integer,
      display_name: nullable(text),
      display_description: nullable(text),
      metadata: mapOf(text),
      volume_type_id: text,
      volume_type: text,
      availability_zone: text,
      /** That of its volume, when that is bootable: so are the volumes that are made of the snapshot. */
      image_metadata: optional(mapOf(text)),
      /** The backup that reads this temporary snapshot and removes it: no user's snapshot, and not charged. */
      backup_id: optional(text),
      /** Made with the other snapshots of a group, and deleted with them. */
      group_snapshot_id: optional(text),
    }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  SnapshotAbandoned: event('SnapshotAbandoned', 1, record({ reason: text })),
  SnapshotCreated: event('SnapshotCreated', 1, record({})),
  SnapshotCreateFailed: event('SnapshotCreateFailed', 1, record({ reason: text })),
  SnapshotUpdated: event(
    'SnapshotUpdated',
    1,
    record({
      display_name: optional(nullable(text)),
      display_description: optional(nullable(text)),
      metadata: optional(mapOf(text)),
    }),
  ),
  ...snapshotManageTypes,
  /** Locked for, or released from, an operation of another stream. */
  SnapshotStatusChanged: event(
    'SnapshotStatusChanged',
    1,
    record({
      from: text,
      to: text,
      reason: text,
      operation: oneOf(...holderKinds),
      operation_id: text,
      /** True: held by that operation from now on. False: released. */
      locked: flag,
    }),
  ),
  SnapshotStatusReset: event('SnapshotStatusReset', 1, record({ from: text, to: text })),
  /** It went with its volume: it has another owner from now on. */
  SnapshotTransferred: event('SnapshotTransferred', 1, record(moved)),
  /** What a compute service that makes or removes the bytes itself says of them. */
  SnapshotStatusUpdated: event(
    'SnapshotStatusUpdated',
    1,
    record({ from: text, to: text, progress: optional(text) }),
  ),
  SnapshotDeletionRequested: event('SnapshotDeletionRequested', 1, record({ force: flag })),
  SnapshotDeletionFailed: event('SnapshotDeletionFailed', 1, record({ reason: text })),
  SnapshotDeleted: event('SnapshotDeleted', 1, record({})),
} as const;

export type SnapshotEvent = EventOf<typeof snapshotEvents>;
