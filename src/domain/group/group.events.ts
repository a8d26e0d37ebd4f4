import { event, type EventOf } from '../shared/event.js';
import { flag, integer, listOf, mapOf, nullable, oneOf, optional, record, text } from '../shared/schema.js';
import { groupSnapshotTypes } from './group-snapshots.events.js';

/** What the volumes of a group from a source are made from. */
export const groupSourceKinds = ['group', 'groupSnapshot'] as const;

/** A volume that is made with the group, as it will be; all that can be known of it before. */
const member = record({
  volume_id: text,
  source: oneOf('volume', 'snapshot'),
  source_id: text,
  size: integer,
  volume_type_id: text,
  /** The name that the type's quotas are counted under. */
  volume_type: text,
  bootable: flag,
  image_metadata: optional(mapOf(text)),
});

/** The stream `group-<id>`: volumes that are kept together, and what is in it. */
export const groupEvents = {
  GroupRequested: event(
    'GroupRequested',
    1,
    record({
      group_id: text,
      project_id: text,
      user_id: text,
      name: nullable(text),
      description: nullable(text),
      group_type_id: text,
      volume_type_ids: listOf(text),
      availability_zone: text,
      /** Where the source's volumes are; null: it has to be chosen. */
      host: nullable(text),
      source: nullable(record({ kind: oneOf(...groupSourceKinds), id: text })),
      members: listOf(member),
    }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  GroupAbandoned: event('GroupAbandoned', 1, record({ reason: text })),
  /** It has its place, and the volumes that it was to be made with. */
  GroupCreated: event('GroupCreated', 1, record({ host: text })),
  GroupFailed: event('GroupFailed', 1, record({ reason: text })),
  GroupUpdated: event(
    'GroupUpdated',
    1,
    record({ name: optional(nullable(text)), description: optional(nullable(text)) }),
  ),
  GroupMembersChangeRequested: event(
    'GroupMembersChangeRequested',
    1,
    record({ change_id: text, add: listOf(text), remove: listOf(text) }),
  ),
  GroupMembersChanged: event('GroupMembersChanged', 1, record({})),
  /** Some of the volumes could not be added any more; the others were. */
  GroupMembersChangeFailed: event('GroupMembersChangeFailed', 1, record({ reason: text })),
  GroupVolumeAdded: event('GroupVolumeAdded', 1, record({ volume_id: text })),
  GroupVolumeRemoved: event('GroupVolumeRemoved', 1, record({ volume_id: text })),
  ...groupSnapshotTypes,
  GroupStatusReset: event('GroupStatusReset', 1, record({ from: text, to: text })),
  GroupDeletionRequested: event('GroupDeletionRequested', 1, record({ delete_volumes: flag })),
  GroupDeletionFailed: event('GroupDeletionFailed', 1, record({ reason: text })),
  GroupDeleted: event('GroupDeleted', 1, record({})),
} as const;

export type GroupEvent = EventOf<typeof groupEvents>;
