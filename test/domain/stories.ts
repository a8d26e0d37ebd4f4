import type { AttachmentEvent } from '../../src/domain/attachment/attachment.events.js';
import type { BackupScheduleEvent } from '../../src/domain/backup-schedule/backup-schedule.events.js';
import type { GroupEvent } from '../../src/domain/group/group.events.js';
import type { GroupTypesEvent } from '../../src/domain/group-types/group-types.events.js';
import type { GroupSnapshotEvent } from '../../src/domain/group-snapshot/group-snapshot.events.js';
import type { MessageEvent } from '../../src/domain/message/message.events.js';
import type { QuotaClassEvent } from '../../src/domain/quota-class/quota-class.events.js';
import type { LeaseEvent } from '../../src/domain/lease/lease.events.js';
import type { QuotaEvent } from '../../src/domain/quota/quota.events.js';
import type { RestoreEvent } from '../../src/domain/restore/restore.events.js';
import type { HeartbeatEvent, ServiceEvent } from '../../src/domain/service/service.events.js';
import type { SnapshotEvent } from '../../src/domain/snapshot/snapshot.events.js';
import type { TypeCatalogueEvent } from '../../src/domain/type-catalogue/type-catalogue.events.js';
import type { TransferEvent } from '../../src/domain/transfer/transfer.events.js';
import type { VerificationEvent } from '../../src/domain/verification/verification.events.js';
import type { VolumeEvent } from '../../src/domain/volume/volume.events.js';
import { backupStories as backup } from './stories-of-backups.js';
import type { Stories } from './story.js';

const restore: Stories<RestoreEvent> = {
  abandoned: ['RestoreAbandoned'],
  failed: [
    'RestoreRequested',
    'RestoreStarted',
    'RestoreRescheduled',
    'RestoreTargetPrepared',
    'RestoreDeviceExported',
    'RestoreDeviceAttached',
    'RestoreProgressed',
    'RestoreStepFailed',
    'RestoreDeviceDetached',
    'RestoreDeviceUnexported',
    'RestoreFailed',
  ],
  cancelled: [
    'RestoreRequested',
    'RestoreStarted',
    'RestoreTargetPrepared',
    'RestoreDeviceExported',
    'RestoreDeviceAttached',
    'RestoreProgressed',
    'RestoreCancelRequested',
    'RestoreStepFailed',
    'RestoreDeviceDetached',
    'RestoreDeviceUnexported',
    'RestoreCancelled',
  ],
  completed: [
    'RestoreRequested',
    'RestoreStarted',
    'RestoreTargetPrepared',
    'RestoreDeviceExported',
    'RestoreDeviceAttached',
    'RestoreProgressed',
    'RestoreInterrupted',
    'RestoreDataCompleted',
    'RestoreDeviceDetached',
    'RestoreDeviceUnexported',
    'RestoreCompleted',
  ],
};

const volume: Stories<VolumeEvent> = {
  abandoned: ['VolumeAbandoned'],
  'not made': ['VolumeCreateRequested', 'VolumeCreateFailed'],
  locked: [
    'VolumeCreateRequested',
    'VolumeScheduled',
    'VolumeCreated',
    'VolumeUpdated',
    'VolumeExtendRequested',
    'VolumeExtended',
    'VolumeMetadataRestored',
    'VolumeReadonlyFlagSet',
    'VolumeBootableFlagSet',
    'VolumeImageMetadataSet',
    'VolumeSnapshotAdded',
    'VolumeStatusChanged',
  ],
  attached: [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeReservationChanged',
    'VolumeAttachmentAdded',
    'VolumeAttachmentChanged',
  ],
  grouped: ['VolumeCreateRequested', 'VolumeCreated', 'VolumeGroupJoined', 'VolumeGroupLeft'],
  transferred: [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeTransferRequested',
    'VolumeTransferred',
    'VolumeTransferEnded',
  ],
  detached: [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeAttachmentAdded',
    'VolumeAttachmentChanged',
    'VolumeAttachmentRemoved',
  ],
  reverted: [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeSnapshotAdded',
    'VolumeRevertRequested',
    'VolumeRevertPrepared',
    'VolumeReverted',
  ],
  managed: ['VolumeManageRequested', 'VolumeManageLocated', 'VolumeManaged'],
  'not managed': ['VolumeManageRequested', 'VolumeManageFailed'],
  unmanaged: ['VolumeCreateRequested', 'VolumeCreated', 'VolumeUnmanageRequested', 'VolumeDeleted'],
  migrated: [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeMigrationRequested',
    'VolumeMigrationProgressed',
    'VolumeMigrationCopied',
    'VolumeMigrated',
    'VolumeMigrationSourceRemoved',
  ],
  'taken into use while it was migrated': [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeMigrationRequested',
    'VolumeMigrationCopied',
    'VolumeAttachmentAdded',
    'VolumeMigrationStepFailed',
    'VolumeMigrationFailed',
  ],
  retyped: ['VolumeCreateRequested', 'VolumeCreated', 'VolumeRetypeRequested', 'VolumeRetyped'],
  'not retyped': [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeRetypeRequested',
    'VolumeMigrationRequested',
    'VolumeMigrationFailed',
    'VolumeRetypeFailed',
  ],
  'not reverted': [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeSnapshotAdded',
    'VolumeRevertRequested',
    'VolumeRevertPrepared',
    'VolumeRevertFailed',
  ],
  deleted: [
    'VolumeCreateRequested',
    'VolumeCreated',
    'VolumeSnapshotAdded',
    'VolumeExtendRequested',
    'VolumeExtendFailed',
    'VolumeStatusReset',
    'VolumeSnapshotRemoved',
    'VolumeDeletionRequested',
    'VolumeDeletionFailed',
    'VolumeStatusReset',
    'VolumeDeletionRequested',
    'VolumeDeleted',
  ],
};

const snapshot: Stories<SnapshotEvent> = {
  managed: ['SnapshotManageRequested', 'SnapshotManageLocated', 'SnapshotCreated'],
  unmanaged: ['SnapshotCreateRequested', 'SnapshotCreated', 'SnapshotUnmanageRequested', 'SnapshotDeleted'],
  abandoned: ['SnapshotAbandoned'],
  'not made': ['SnapshotCreateRequested', 'SnapshotCreateFailed'],
  transferred: ['SnapshotCreateRequested', 'SnapshotCreated', 'SnapshotTransferred'],
  'made by others': ['SnapshotCreateRequested', 'SnapshotStatusUpdated'],
  locked: ['SnapshotCreateRequested', 'SnapshotCreated', 'SnapshotUpdated', 'SnapshotStatusChanged'],
  deleted: [
    'SnapshotCreateRequested',
    'SnapshotCreated',
    'SnapshotDeletionRequested',
    'SnapshotDeletionFailed',
    'SnapshotStatusReset',
    'SnapshotDeletionRequested',
    'SnapshotDeleted',
  ],
};

const group: Stories<GroupEvent> = {
  abandoned: ['GroupAbandoned'],
  failed: ['GroupRequested', 'GroupFailed', 'GroupStatusReset'],
  changed: [
    'GroupRequested',
    'GroupCreated',
    'GroupUpdated',
    'GroupVolumeAdded',
    'GroupSnapshotAdded',
    'GroupMembersChangeRequested',
    'GroupMembersChangeFailed',
  ],
  deleted: [
    'GroupRequested',
    'GroupCreated',
    'GroupVolumeAdded',
    'GroupMembersChangeRequested',
    'GroupMembersChanged',
    'GroupSnapshotAdded',
    'GroupSnapshotRemoved',
    'GroupDeletionRequested',
    'GroupDeletionFailed',
    'GroupDeletionRequested',
    'GroupVolumeRemoved',
    'GroupDeleted',
  ],
};

const groupSnapshot: Stories<GroupSnapshotEvent> = {
  abandoned: ['GroupSnapshotAbandoned'],
  failed: ['GroupSnapshotRequested', 'GroupSnapshotFailed', 'GroupSnapshotStatusReset'],
  'made a group of': [
    'GroupSnapshotRequested',
    'GroupSnapshotCreated',
    'GroupSnapshotSourceHeld',
    'GroupSnapshotSourceReleased',
  ],
  deleted: [
    'GroupSnapshotRequested',
    'GroupSnapshotCreated',
    'GroupSnapshotDeletionRequested',
    'GroupSnapshotDeletionFailed',
    'GroupSnapshotDeletionRequested',
    'GroupSnapshotDeleted',
  ],
};

const transfer: Stories<TransferEvent> = {
  abandoned: ['TransferAbandoned'],
  accepted: ['TransferRequested', 'TransferAcceptRequested', 'TransferAccepted'],
  'taken away': ['TransferRequested', 'TransferAcceptRequested', 'TransferAcceptFailed'],
  deleted: ['TransferRequested', 'TransferDeletionRequested', 'TransferDeleted'],
};

const attachment: Stories<AttachmentEvent> = {
  abandoned: ['AttachmentAbandoned'],
  attached: ['AttachmentRequested', 'AttachmentConnected', 'AttachmentCompleted'],
  deleted: ['AttachmentRequested', 'AttachmentConnected', 'AttachmentDeletionRequested', 'AttachmentDeleted'],
};

const backupSchedule: Stories<BackupScheduleEvent> = {
  'run and pruned': [
    'BackupScheduleCreated',
    'BackupScheduleUpdated',
    'BackupScheduleRunsMissed',
    'BackupScheduleRunStarted',
    'BackupScheduleBackupPlanned',
    'BackupScheduleBackupRequested',
    'BackupScheduleRunFinished',
    'BackupSchedulePruned',
    'BackupScheduleBackupRemoved',
  ],
  'in a run': ['BackupScheduleCreated', 'BackupScheduleRunStarted', 'BackupScheduleBackupPlanned'],
  'with a removal refused': [
    'BackupScheduleCreated',
    'BackupScheduleRunStarted',
    'BackupScheduleBackupPlanned',
    'BackupScheduleBackupRequested',
    'BackupScheduleRunFinished',
    'BackupSchedulePruned',
    'BackupScheduleRemovalRefused',
  ],
  deleted: [
    'BackupScheduleCreated',
    'BackupScheduleRunStarted',
    'BackupScheduleBackupPlanned',
    'BackupScheduleBackupSkipped',
    'BackupScheduleDeleted',
  ],
};

const quota: Stories<QuotaEvent> = {
  reserved: ['QuotaReserved'],
  committed: ['QuotaReserved', 'QuotaCommitted'],
  released: ['QuotaReserved', 'QuotaReservationReleased'],
  'from a checkpoint': ['QuotaCheckpointed', 'QuotaCommitted'],
  limited: ['QuotaReserved', 'QuotaLimitsSet', 'QuotaCommitted'],
  'limited no more': ['QuotaReserved', 'QuotaLimitsSet', 'QuotaCommitted', 'QuotaLimitsRemoved'],
};

const message: Stories<MessageEvent> = {
  raised: ['UserMessageRaised'],
  deleted: ['UserMessageRaised', 'UserMessageDeleted'],
};
const quotaClass: Stories<QuotaClassEvent> = { limited: ['QuotaClassLimitsSet'] };
const volumeTypes: Stories<TypeCatalogueEvent> = {
  'a private type': [
    'VolumeTypeCreated',
    'VolumeTypeUpdated',
    'VolumeTypeExtraSpecsSet',
    'VolumeTypeAccessGranted',
    'ProjectDefaultTypeSet',
    'QosSpecsCreated',
    'QosSpecsUpdated',
    'QosSpecsAssociated',
    'VolumeTypeEncryptionSet',
  ],
  'nothing left': [
    'VolumeTypeCreated',
    'VolumeTypeExtraSpecRemoved',
    'VolumeTypeAccessGranted',
    'VolumeTypeAccessRevoked',
    'VolumeTypeEncryptionSet',
    'VolumeTypeEncryptionRemoved',
    'ProjectDefaultTypeSet',
    'ProjectDefaultTypeRemoved',
    'QosSpecsCreated',
    'QosSpecsKeysRemoved',
    'QosSpecsAssociated',
    'QosSpecsDisassociated',
    'QosSpecsDeleted',
    'VolumeTypeDeleted',
  ],
};
const groupTypes: Stories<GroupTypesEvent> = {
  'a type with specs': ['GroupTypeCreated', 'GroupTypeUpdated', 'GroupSpecsSet'],
  'a spec less': ['GroupTypeCreated', 'GroupSpecsSet', 'GroupSpecDeleted'],
  'nothing left': ['GroupTypeCreated', 'GroupTypeDeleted'],
};
const lease: Stories<LeaseEvent> = {
  held: ['LeaseTaken'],
  released: ['LeaseTaken', 'LeaseReleased'],
};

const service: Stories<ServiceEvent> = {
  disabled: ['ServiceDisabled'],
  enabled: ['ServiceDisabled', 'ServiceEnabled'],
  frozen: ['ServiceDisabled', 'ServiceFrozen'],
  thawed: ['ServiceFrozen', 'ServiceThawed'],
};

const heartbeat: Stories<HeartbeatEvent> = { reported: ['ServiceReported'] };

const verification: Stories<VerificationEvent> = {
  abandoned: ['VerificationAbandoned'],
  running: ['VerificationRequested', 'VerificationStarted', 'VerificationProgressed'],
  'carried out': [
    'VerificationRequested',
    'VerificationStarted',
    'VerificationProgressed',
    'VerificationStarted',
    'VerificationProgressed',
    'VerificationChecked',
    'VerificationEnded',
  ],
  'not carried out': [
    'VerificationRequested',
    'VerificationStarted',
    'VerificationStepFailed',
    'VerificationEnded',
  ],
  cancelled: [
    'VerificationRequested',
    'VerificationStarted',
    'VerificationCancelRequested',
    'VerificationEnded',
  ],
};

/** Plausible lives, by category, as event types in order; together they name every event. */
export const stories: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  backup,
  backupData: { 'two objects': ['ChunkWritten', 'ChunkWritten'] },
  restore,
  volume,
  snapshot,
  attachment,
  backupSchedule,
  quota,
  message,
  quotaClass,
  lease,
  service,
  heartbeat,
  verification,
  volumeTypes,
  groupTypes,
  transfer,
  group,
  groupSnapshot,
};
