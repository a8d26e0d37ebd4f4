import { event, type EventOf } from '../shared/event.js';
import { integer, listOf, mapOf, nullable, optional, record, text } from '../shared/schema.js';

/** A snapshot that is made with the others, as it will be. */
const member = record({
  snapshot_id: text,
  volume_id: text,
  /** GiB; the volume's size when it was told of the snapshot. */
  size: integer,
  volume_type_id: text,
  /** The name that the type's quotas are counted under. */
  volume_type: text,
  availability_zone: text,
  image_metadata: optional(mapOf(text)),
});

/** The stream `groupSnapshot-<id>`: one snapshot of each volume of a group. */
export const groupSnapshotEvents = {
  GroupSnapshotRequested: event(
    'GroupSnapshotRequested',
    1,
    record({
      group_snapshot_id: text,
      group_id: text,
      group_type_id: text,
      project_id: text,
      user_id: text,
      name: nullable(text),
      description: nullable(text),
      members: listOf(member),
    }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  GroupSnapshotAbandoned: event('GroupSnapshotAbandoned', 1, record({ reason: text })),
  /** Every snapshot is there. */
  GroupSnapshotCreated: event('GroupSnapshotCreated', 1, record({})),
  /** Some of the snapshots could not be made; the others are there. */
  GroupSnapshotFailed: event('GroupSnapshotFailed', 1, record({ reason: text })),
  GroupSnapshotStatusReset: event('GroupSnapshotStatusReset', 1, record({ from: text, to: text })),
  /** A group is being made of it, so it cannot be deleted. */
  GroupSnapshotSourceHeld: event('GroupSnapshotSourceHeld', 1, record({ group_id: text })),
  GroupSnapshotSourceReleased: event('GroupSnapshotSourceReleased', 1, record({ group_id: text })),
  GroupSnapshotDeletionRequested: event('GroupSnapshotDeletionRequested', 1, record({})),
  GroupSnapshotDeletionFailed: event('GroupSnapshotDeletionFailed', 1, record({ reason: text })),
  GroupSnapshotDeleted: event('GroupSnapshotDeleted', 1, record({})),
} as const;

export type GroupSnapshotEvent = EventOf<typeof groupSnapshotEvents>;
