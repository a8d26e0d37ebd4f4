import { event, type EventOf } from '../shared/event.js';
import { flag, integer, mapOf, nullable, oneOf, optional, record, text } from '../shared/schema.js';
import { holderKinds } from '../shared/claim.js';
import { volumeManageTypes } from './volume-manage.events.js';
import { volumeGroupTypes } from './volume-group.events.js';
import { volumeMoveTypes } from './volume-move.events.js';
import { volumeRevertTypes } from './volume-revert.events.js';
import { moved } from '../shared/moved.js';

/** What a new volume starts from. `backup` and `restore` are filled by a restore operation. */
export const volumeSourceKinds = ['empty', 'snapshot', 'volume', 'backup', 'restore'] as const;

/** The volume's statuses from now on, as the attachments it has decide them. */
const standing = { status: text, previous_status: nullable(text), attach_status: text } as const;

export const volumeEvents = {
  VolumeCreateRequested: event(
    'VolumeCreateRequested',
    1,
    record({
      volume_id: text,
      project_id: text,
      user_id: text,
      size: integer,
      display_name: nullable(text),
      display_description: nullable(text),
      volume_type_id: text,
      volume_type: text,
      availability_zone: text,
      metadata: mapOf(text),
      bootable: flag,
      /** That of the bootable volume or snapshot that it is a copy of. */
      image_metadata: optional(mapOf(text)),
      source: oneOf(...volumeSourceKinds),
      source_id: nullable(text),
      /** The restore that fills the volume and holds it until then. */
      restore_id: nullable(text),
      /** The backup that reads this temporary volume and removes it: no user's volume, and not charged. */
      backup_id: optional(text),
      /** The group that has it in its book already. */
      group_id: optional(text),
    }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  VolumeAbandoned: event('VolumeAbandoned', 1, record({ reason: text })),
  /** It is settled where the bytes will be made; only where there is more than one backend. */
  VolumeScheduled: event('VolumeScheduled', 1, record({ host: text })),
  /** The bytes exist on the backend. `status` is what users see from now on. */
  VolumeCreated: event(
    'VolumeCreated',
    1,
    record({ host: text, status: oneOf('available', 'restoring-backup', 'creating') }),
  ),
  VolumeCreateFailed: event('VolumeCreateFailed', 1, record({ reason: text })),
  VolumeUpdated: event(
    'VolumeUpdated',
    1,
    record({
      display_name: optional(nullable(text)),
      display_description: optional(nullable(text)),
      metadata: optional(mapOf(text)),
    }),
  ),
  /** Locked for, or released from, an operation of another stream. */
  VolumeStatusChanged: event(
    'VolumeStatusChanged',
    1,
    record({
      from: text,
      to: text,
      previous_status: nullable(text),
      reason: text,
      operation: oneOf(...holderKinds),
      operation_id: text,
      /** True: held by that operation from now on. False: released. */
      locked: flag,
    }),
  ),
  VolumeAttachmentAdded: event(
    'VolumeAttachmentAdded',
    1,
    record({
      attachment_id: text,
      instance_uuid: nullable(text),
      attached_host: nullable(text),
      mountpoint: nullable(text),
      attach_mode: nullable(text),
      attachment_status: oneOf('reserved', 'attached'),
      ...standing,
      admin_metadata: optional(mapOf(text)),
    }),
  ),
  VolumeAttachmentChanged: event(
    'VolumeAttachmentChanged',
    1,
    record({
      attachment_id: text,
      attached_host: nullable(text),
      mountpoint: nullable(text),
      attach_mode: nullable(text),
      attachment_status: oneOf('attaching', 'attached'),
      ...standing,
    }),
  ),
  VolumeAttachmentRemoved: event(
    'VolumeAttachmentRemoved',
    1,
    record({ attachment_id: text, ...standing, admin_metadata: mapOf(text) }),
  ),
  /** os-reserve and its like, which know of no attachment. */
  VolumeReservationChanged: event(
    'VolumeReservationChanged',
    1,
    record({
      action: oneOf('reserve', 'unreserve', 'begin_detaching', 'roll_detaching', 'detach'),
      from: text,
      to: text,
    }),
  ),
  VolumeSnapshotAdded: event('VolumeSnapshotAdded', 1, record({ snapshot_id: text })),
  VolumeSnapshotRemoved: event('VolumeSnapshotRemoved', 1, record({ snapshot_id: text })),
  VolumeExtendRequested: event('VolumeExtendRequested', 1, record({ from_size: integer, new_size: integer })),
  VolumeExtended: event('VolumeExtended', 1, record({ size: integer })),
  VolumeExtendFailed: event('VolumeExtendFailed', 1, record({ reason: text })),
  ...volumeManageTypes,
  ...volumeRevertTypes,
  ...volumeMoveTypes,
  ...volumeGroupTypes,
  VolumeStatusReset: event(
    'VolumeStatusReset',
    1,
    record({
      status: optional(text),
      attach_status: optional(text),
      migration_status: optional(nullable(text)),
    }),
  ),
  VolumeMetadataRestored: event(
    'VolumeMetadataRestored',
    1,
    record({
      restore_id: text,
      backup_id: text,
      display_name: optional(nullable(text)),
      display_description: optional(nullable(text)),
      metadata: optional(mapOf(text)),
      image_metadata: optional(mapOf(text)),
    }),
  ),
  /** Offered to whoever has the key of that transfer. */
  VolumeTransferRequested: event('VolumeTransferRequested', 1, record({ transfer_id: text })),
  /** It has another owner from now on; its snapshots follow. */
  VolumeTransferred: event('VolumeTransferred', 1, record(moved)),
  VolumeTransferEnded: event(
    'VolumeTransferEnded',
    1,
    record({ transfer_id: text, outcome: oneOf('accepted', 'deleted', 'abandoned') }),
  ),
  /** Kept as Cinder keeps it: in the metadata that only the service writes. */
  VolumeReadonlyFlagSet: event('VolumeReadonlyFlagSet', 1, record({ readonly: flag })),
  VolumeBootableFlagSet: event('VolumeBootableFlagSet', 1, record({ bootable: flag })),
  /** All of it, as it is from now on. */
  VolumeImageMetadataSet: event('VolumeImageMetadataSet', 1, record({ image_metadata: mapOf(text) })),
  VolumeDeletionRequested: event('VolumeDeletionRequested', 1, record({ cascade: flag, force: flag })),
  VolumeDeletionFailed: event('VolumeDeletionFailed', 1, record({ reason: text })),
  VolumeDeleted: event('VolumeDeleted', 1, record({})),
} as const;

export type VolumeEvent = EventOf<typeof volumeEvents>;
export type VolumeSourceKind = (typeof volumeSourceKinds)[number];
