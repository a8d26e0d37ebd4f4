import type { AttachmentEvent } from './attachment/attachment.events.js';
import type { BackupDataEvent } from './backup/backup-data.events.js';
import type { BackupScheduleEvent } from './backup-schedule/backup-schedule.events.js';
import type { BackupEvent } from './backup/backup.events.js';
import type { GroupTypesEvent } from './group-types/group-types.events.js';
import type { GroupSnapshotEvent } from './group-snapshot/group-snapshot.events.js';
import type { MessageEvent } from './message/message.events.js';
import type { QuotaClassEvent } from './quota-class/quota-class.events.js';
import type { LeaseEvent } from './lease/lease.events.js';
import type { QuotaEvent } from './quota/quota.events.js';
import type { RestoreEvent } from './restore/restore.events.js';
import type { HeartbeatEvent, ServiceEvent } from './service/service.events.js';
import type { SnapshotEvent } from './snapshot/snapshot.events.js';
import type { TypeCatalogueEvent } from './type-catalogue/type-catalogue.events.js';
import type { GroupEvent } from './group/group.events.js';
import type { TransferEvent } from './transfer/transfer.events.js';
import type { VerificationEvent } from './verification/verification.events.js';
import type { VolumeEvent } from './volume/volume.events.js';

export type DomainEvent =
  | BackupEvent
  | BackupDataEvent
  | VolumeEvent
  | SnapshotEvent
  | RestoreEvent
  | QuotaEvent
  | LeaseEvent
  | ServiceEvent
  | HeartbeatEvent
  | MessageEvent
  | QuotaClassEvent
  | AttachmentEvent
  | VerificationEvent
  | TypeCatalogueEvent
  | GroupTypesEvent
  | TransferEvent
  | GroupSnapshotEvent
  | GroupEvent
  | BackupScheduleEvent;

/** What each event says, for people who read a stream. An event without a meaning does not compile. */
export const eventMeanings = {
  BackupRequested: 'A create was accepted: the backup is creating, its source is locked, its quota reserved.',
  BackupImportRequested:
    'A record was accepted under its own id: the backup is creating, its quota reserved.',
  BackupImported: 'The record was applied: the backup can be restored.',
  BackupImportFailed:
    'The record cannot be used here; the backup is an error, with the reason that users read.',
  BackupAbandoned: 'The request died before it was recorded; only an import may use the id now.',
  BackupScheduled: 'A backup host was chosen.',
  BackupRescheduled: 'Its host gave no sign of life for too long; this host goes on.',
  BackupStarted: 'That host took over and settled where the objects will lie.',
  BackupTempPlanned:
    'The source is in use: a temporary copy with this id will be made and read in its place.',
  BackupTempCreated: 'The temporary copy holds the bytes of its moment.',
  BackupTempReleased: 'The temporary copy is needed no more; its own stream tells of its deletion.',
  BackupDevicePrepared: 'It is settled what the bytes are read from.',
  BackupDeviceExported: 'The volume backend offers the device to the host.',
  BackupDeviceAttached: 'The host opened the device; one more attempt at the transfer begins.',
  BackupTransferStarted:
    'The attempt knows what to read and which stored objects it keeps; of an incremental, who finds what has changed.',
  BackupTransferInterrupted:
    'The service stopped in good order; the next attempt goes on from the last chunk.',
  BackupDataCompleted: 'Every object is stored.',
  BackupDeviceDetached: 'The host closed the device.',
  BackupDeviceUnexported: 'The volume backend withdrew the device.',
  BackupStepFailed: 'A step failed for good; what the operation holds is given back next.',
  BackupFailed: 'The create ended in error, with the reason that users read.',
  BackupAvailable: 'The create ended well; the backup can be restored.',
  BackupChildRegistered: 'An incremental on top of this backup was requested; it cannot be deleted now.',
  BackupChildRemoved: 'That incremental is gone, or was never made.',
  BackupDependentAdded: 'That incremental finished well and counts in has_dependent_backups.',
  BackupUpdated: 'A user changed name, description or metadata.',
  BackupRestoreStarted: 'A restore reads this backup: it is restoring.',
  BackupRestoreFinished: 'That restore ended; after the last one the backup is available again.',
  BackupStatusReset: 'An administrator wrote the status; the end of a running operation writes it again.',
  BackupVerificationStarted: 'Every object that a restore of the backup needs is being checked.',
  BackupVerified: 'The check of the objects ended, with this result.',
  BackupHeld: 'Somebody keeps the backup: it cannot be deleted until this is released or has lapsed.',
  BackupHoldReleased: 'Nobody keeps the backup any more.',
  BackupCancelRequested: 'The running create stops and gives back what it holds.',
  BackupCancelled: 'The cancelled create holds nothing any more.',
  BackupCascadeRequested:
    'The deletion that follows takes everything on top of this backup along, leaves first.',
  BackupDetachRequested:
    'Before the deletion that follows, the children take over what they need of this backup.',
  BackupMergeRequested: 'The backup takes over the layer of its parent, which is to be deleted.',
  BackupLayerMerged:
    'The layer’s objects belong to this backup, which rests on the layer’s parent from now on.',
  BackupMergeStepFailed: 'The layer cannot be taken over; what was copied is removed next.',
  BackupMergeFailed: 'The backup is what it was before; its parent is not deleted.',
  BackupDeletionRequested: 'A delete was accepted: the backup is deleting.',
  BackupObjectsDeleted: 'Its objects are gone.',
  BackupDeletionFailed: 'The delete failed; the backup is an error and can be deleted again.',
  BackupDeleted: 'The backup is gone.',
  ChunkWritten: 'One object of the backup is durable in the store.',
  VolumeCreateRequested: 'A create was accepted: the volume is creating.',
  VolumeAbandoned: 'The request died before it was recorded; the id can never be used.',
  VolumeScheduled: 'A volume backend was chosen; the bytes will be made there.',
  VolumeCreated: 'The bytes exist on the backend; status is what users see from now on.',
  VolumeCreateFailed: 'The bytes could not be made: the volume is an error.',
  VolumeUpdated: 'A user changed name, description or metadata.',
  VolumeStatusChanged: 'An operation locked the volume, or gave it back.',
  VolumeAttachmentAdded: 'A server or host reserved the volume, or attached it at once.',
  VolumeAttachmentChanged: 'That attachment got its connection, or is complete.',
  VolumeAttachmentRemoved: 'That attachment is gone; those that are left decide the status.',
  VolumeReservationChanged: 'The status was reserved for an attach or a detach, or given back.',
  VolumeSnapshotAdded: 'A snapshot of the volume was requested.',
  VolumeSnapshotRemoved: 'That snapshot is gone, or was never made.',
  VolumeExtendRequested: 'A larger size was accepted: the volume is extending.',
  VolumeExtended: 'The volume has the larger size and its former status.',
  VolumeExtendFailed: 'The volume kept its size: it is error_extending.',
  VolumeManageRequested: 'Something that lies at a backend is to become a volume: it is managing.',
  VolumeManageLocated: 'It is there, and so large.',
  VolumeManaged: 'It is a volume now: available.',
  VolumeManageFailed: 'It could not be taken over, and lies where it lay: the volume is error_managing.',
  VolumeUnmanageRequested: 'The volume is given up, its bytes are not: unmanaging.',
  VolumeMigrationRequested: 'The bytes of the volume are to go to another backend.',
  VolumeMigrationProgressed: 'So many bytes lie at the destination.',
  VolumeMigrationCopied: 'A complete copy lies at the destination; it gets the volume’s name there next.',
  VolumeMigrated: 'The volume is at the destination; what it left behind is removed next.',
  VolumeMigrationSourceRemoved: 'The former backend has nothing of the volume any more.',
  VolumeMigrationStepFailed: 'The migration is not to go on; what was copied is removed next.',
  VolumeMigrationFailed: 'The volume stays where it was, with all its bytes.',
  VolumeRetypeRequested: 'Another type was accepted: the volume is retyping.',
  VolumeRetyped: 'The volume has the other type and its former status.',
  VolumeRetypeFailed: 'The volume kept its type and has its former status.',
  VolumeRevertRequested: 'The volume goes back to its newest snapshot: it is reverting.',
  VolumeRevertPrepared: 'A copy of the snapshot lies ready to take the place of the volume’s bytes.',
  VolumeReverted: 'The volume has the bytes of its newest snapshot.',
  VolumeRevertFailed: 'The volume kept its bytes; its status is what users see from now on.',
  VolumeStatusReset:
    'An administrator wrote statuses; a written status also takes the volume from whoever held it.',
  VolumeMetadataRestored: 'A restore put the volume metadata of the backup back.',
  VolumeTransferRequested: 'The volume is offered to whoever has the key of the transfer: awaiting-transfer.',
  VolumeTransferred: 'The volume belongs to another project from now on.',
  VolumeTransferEnded: 'The volume is available again, whoever has it.',
  VolumeGroupJoined: 'The volume is in the group; only with it can it be deleted.',
  VolumeGroupLeft: 'The volume is in no group any more.',
  VolumeReadonlyFlagSet: 'From now on it may be attached only for reading, or again for writing.',
  VolumeBootableFlagSet: 'A user said whether a server can start from it.',
  VolumeImageMetadataSet: 'A user changed what is known of the image that it was made of.',
  VolumeDeletionRequested: 'A delete was accepted: the volume is deleting.',
  VolumeDeletionFailed: 'The bytes could not be removed: the volume is error_deleting.',
  VolumeDeleted: 'The volume is gone.',
  SnapshotCreateRequested: 'A create was accepted: the snapshot is creating.',
  SnapshotAbandoned: 'The request died before it was recorded; the id can never be used.',
  SnapshotCreated: 'The bytes exist on the backend: the snapshot is available.',
  SnapshotCreateFailed: 'The bytes could not be made: the snapshot is an error.',
  SnapshotUpdated: 'A user changed name, description or metadata.',
  SnapshotManageRequested: 'Something that lies at a backend is to become a snapshot: it is creating.',
  SnapshotManageLocated: 'It is there.',
  SnapshotUnmanageRequested: 'The snapshot is given up, its bytes are not: unmanaging.',
  SnapshotStatusChanged: 'An operation locked the snapshot, or gave it back.',
  SnapshotStatusReset: 'An administrator wrote the status, which takes the snapshot from whoever held it.',
  SnapshotTransferred: 'The snapshot went with its volume to another project.',
  SnapshotStatusUpdated: 'Whoever takes part in making or removing the bytes wrote the status.',
  SnapshotDeletionRequested: 'A delete was accepted: the snapshot is deleting.',
  SnapshotDeletionFailed: 'The bytes could not be removed: the snapshot is error_deleting.',
  SnapshotDeleted: 'The snapshot is gone.',
  RestoreRequested: 'A restore was accepted; backup and target are locked.',
  RestoreAbandoned: 'The request died before it was recorded; the id can never be used.',
  RestoreStarted: 'A host took the restore over.',
  RestoreRescheduled: 'Its host gave no sign of life for too long; this host goes on.',
  RestoreTargetPrepared: 'The target volume exists.',
  RestoreDeviceExported: 'The volume backend offers the target to the host.',
  RestoreDeviceAttached: 'The host opened the target; one more attempt at the data begins.',
  RestoreProgressed: 'So many objects, counted over the whole chain, are durable on the target.',
  RestoreInterrupted: 'The service stopped in good order; the next attempt goes on after the last progress.',
  RestoreDataCompleted: 'The target holds the data of the backup.',
  RestoreDeviceDetached: 'The host closed the target.',
  RestoreDeviceUnexported: 'The volume backend withdrew the target.',
  RestoreStepFailed: 'A step failed for good; what the operation holds is given back next.',
  RestoreCancelRequested: 'The restore stops and gives back what it holds.',
  RestoreCancelled: 'The restore ended because it was cancelled: the target is an error.',
  RestoreFailed: 'The restore ended without the data; the backup is unharmed.',
  RestoreCompleted: 'The restore ended well.',
  VerificationRequested: 'A verification was accepted; the backup knows of it.',
  VerificationAbandoned: 'The request died before it was recorded; the id can never be used.',
  VerificationStarted: 'A host begins with the first object.',
  VerificationProgressed: 'So many objects were looked at.',
  VerificationChecked: 'All objects were looked at; what is wrong with them is known.',
  VerificationStepFailed: 'The objects could not be looked at; nothing is known about them.',
  VerificationCancelRequested: 'The verification stops.',
  VerificationEnded: 'The verification is over, and the backup knows the result.',
  UserMessageRaised: 'Users are told why an operation failed.',
  UserMessageDeleted: 'A user deleted the message.',
  AttachmentRequested: 'A server or host reserved the volume, or attached it at once.',
  AttachmentAbandoned: 'The request died before it was recorded; the id can never be used.',
  AttachmentConnected: 'A connector was given and the backend offers the volume to it: attaching.',
  AttachmentCompleted: 'The server or host has the volume: attached.',
  AttachmentDeletionRequested: 'A detach was accepted; the connection is taken down next.',
  AttachmentDeleted: 'The attachment is gone.',
  GroupSnapshotRequested: 'Each volume of the group knows its snapshot; they are made next.',
  GroupSnapshotAbandoned: 'The request died before it was recorded; the id can never be used.',
  GroupSnapshotCreated: 'All its snapshots are there: the group snapshot is available.',
  GroupSnapshotFailed: 'Some of its snapshots could not be made: the group snapshot is an error.',
  GroupSnapshotStatusReset: 'An administrator wrote the status.',
  GroupSnapshotSourceHeld: 'A group is being made of it, so it cannot be deleted.',
  GroupSnapshotSourceReleased: 'That group is made, or could not be.',
  GroupSnapshotDeletionRequested: 'A delete was accepted: its snapshots are deleted next.',
  GroupSnapshotDeletionFailed: 'One of its snapshots could not be deleted: the group snapshot is an error.',
  GroupSnapshotDeleted: 'The group snapshot is gone, with all its snapshots.',
  TransferRequested: 'A volume is offered; whoever made the offer was told the key.',
  TransferAbandoned: 'The request died before it was recorded; the id can never be used.',
  TransferAcceptRequested: 'Somebody with the key gets the volume; it is handed over next.',
  TransferAcceptFailed: 'The volume was taken away before it could be handed over; nothing was moved.',
  TransferAccepted: 'The volume, its snapshots and their charges belong to the other project.',
  TransferDeletionRequested: 'The offer is taken back; the volume is released next.',
  TransferDeleted: 'The offer is gone.',
  GroupRequested:
    'A create was accepted: the group is creating, and the volumes it is made with are charged.',
  GroupAbandoned: 'The request died before it was recorded; the id can never be used.',
  GroupCreated: 'The group has its backend, and the volumes it was to be made with: available.',
  GroupFailed: 'No backend takes the group, or a volume of it could not be made: error.',
  GroupUpdated: 'A user changed name or description.',
  GroupMembersChangeRequested: 'Volumes are to come in or to leave: the group is updating.',
  GroupMembersChanged: 'They are in, or out: the group is available.',
  GroupMembersChangeFailed: 'Some of them could not come in any more: the group is an error.',
  GroupVolumeAdded: 'The volume is in the group’s book: it is in the group, or about to be made in it.',
  GroupVolumeRemoved: 'That volume has left, is gone, or was never made.',
  GroupSnapshotAdded: 'A snapshot of the group was requested.',
  GroupSnapshotRemoved: 'That snapshot is gone, or was never made.',
  GroupStatusReset: 'An administrator wrote the status; what the group is at work on goes on.',
  GroupDeletionRequested: 'A delete was accepted: the group is deleting, with its volumes if it has any.',
  GroupDeletionFailed: 'A volume of it could not be deleted: the group is error_deleting.',
  GroupDeleted: 'The group is gone.',
  BackupScheduleCreated: 'A user made a schedule; from now on its runs are due.',
  BackupScheduleUpdated: 'A user changed the schedule; another time counts from this moment on.',
  BackupScheduleDeleted: 'The schedule is gone; its backups stay, as ordinary ones.',
  BackupScheduleRunsMissed: 'Nobody was there at these due times; the run that follows makes up for them.',
  BackupScheduleRunStarted: 'A run was due, or asked for: each of these volumes gets a backup or a reason.',
  BackupScheduleBackupPlanned: 'The id of the backup is settled; its request is sent next.',
  BackupScheduleBackupRequested: 'The backup was accepted and is one of the schedule’s own.',
  BackupScheduleBackupSkipped: 'This run makes no backup of the volume, and says why.',
  BackupScheduleRunFinished:
    'Every volume of the run has its backup or its reason; the backups may still be made.',
  BackupSchedulePruned: 'The retention rules were applied to one volume: what stays and why, what is to go.',
  BackupScheduleBackupRemoved:
    'The delete of a backup that is to go was accepted; its own stream tells the rest.',
  BackupScheduleRemovalRefused: 'That backup cannot go now; the next run applies the rules again.',
  QuotaReserved: 'An operation set resources aside; positive amounts count at once.',
  QuotaCommitted: 'The reserved amounts became usage.',
  QuotaReservationReleased: 'The reserved amounts are free again.',
  QuotaLimitsSet: 'An administrator gave the project limits of its own.',
  QuotaLimitsRemoved: 'The project follows the default class again.',
  QuotaClassLimitsSet: 'An administrator set limits of a class; those of `default` count for every project.',
  QuotaCheckpointed: 'The whole state, so that nobody has to read what lies before.',
  ServiceEnabled: 'An administrator lets the service have new work.',
  ServiceDisabled: 'An administrator keeps new work from the service.',
  ServiceFrozen:
    'An administrator froze the backend: it gets no new work, and nothing on it is made or removed.',
  ServiceThawed: 'The backend works again.',
  ServiceReported: 'A sign of life of a process, with the services whose work it does.',
  VolumeTypeCreated:
    'An administrator made a volume type, or the default one was recorded with the first change.',
  VolumeTypeUpdated: 'An administrator changed name, description or who sees the type.',
  VolumeTypeDeleted: 'The type is gone; no volume had it.',
  VolumeTypeExtraSpecsSet: 'Extra specs of the type were added, or got other values.',
  VolumeTypeExtraSpecRemoved: 'One extra spec of the type is gone.',
  VolumeTypeAccessGranted: 'A project sees the private type from now on.',
  VolumeTypeAccessRevoked: 'That project does not see the private type any more.',
  VolumeTypeEncryptionSet: 'It is settled, or settled anew, how volumes of the type are to be encrypted.',
  VolumeTypeEncryptionRemoved: 'Volumes of the type are not encrypted.',
  ProjectDefaultTypeSet: 'Volumes that the project creates without a type get this one.',
  ProjectDefaultTypeRemoved: 'The project follows the configured default again.',
  GroupTypeCreated: 'An administrator made a type of groups.',
  GroupTypeUpdated: 'An administrator changed name, description or who sees the type of groups.',
  GroupTypeDeleted: 'The type of groups is gone; no group had it.',
  GroupSpecsSet: 'Specs of the type of groups were added, or got other values.',
  GroupSpecDeleted: 'One spec of the type of groups is gone.',
  QosSpecsCreated: 'An administrator made QoS specs.',
  QosSpecsUpdated: 'QoS specs were added, or got other values.',
  QosSpecsKeysRemoved: 'These QoS specs are gone.',
  QosSpecsAssociated: 'Volumes of the type are served by these QoS specs.',
  QosSpecsDisassociated: 'Volumes of the type are served without QoS specs again.',
  QosSpecsDeleted: 'The QoS specs are gone; no type has them.',
  LeaseTaken: 'A process does from now on, or still, what only one should do at a time.',
  LeaseReleased: 'It gave that up in good order; the next one need not wait.',
} as const satisfies Record<DomainEvent['type'], string>;
