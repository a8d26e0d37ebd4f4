import type { BackupEvent } from '../../src/domain/backup/backup.events.js';
import type { QuotaEvent } from '../../src/domain/quota/quota.events.js';
import type { RestoreEvent } from '../../src/domain/restore/restore.events.js';
import type { SnapshotEvent } from '../../src/domain/snapshot/snapshot.events.js';
import type { VolumeEvent } from '../../src/domain/volume/volume.events.js';
import type { RecordedEvent } from '../../src/drivers/event-log/port.js';

type EventType = (BackupEvent | RestoreEvent | VolumeEvent | SnapshotEvent | QuotaEvent)['type'];
type Lock =
  | `VolumeStatusChanged ${'to' | 'from'} ${'backing-up' | 'restoring-backup' | 'creating'}`
  | `SnapshotStatusChanged ${'to' | 'from'} backing-up`;

/** A step, told by the event that ends it (spec/backup-workflow.md section 2 and what follows there for the others). */
export type NumberedStep = EventType | Lock | 'ChunkWritten';

/** Every step of every operation, in its order. Renamed events do not compile. */
export const numberedSteps = {
  'create a volume': ['QuotaReserved', 'VolumeCreateRequested', 'QuotaCommitted', 'VolumeCreated'],
  'extend a volume': ['VolumeExtendRequested', 'VolumeExtended'],
  'delete a volume': ['VolumeDeletionRequested', 'VolumeDeleted'],
  'create a snapshot': ['VolumeSnapshotAdded', 'SnapshotCreateRequested', 'SnapshotCreated'],
  'delete a snapshot': ['SnapshotDeletionRequested', 'VolumeSnapshotRemoved', 'SnapshotDeleted'],
  'create a backup': [
    'BackupChildRegistered',
    'VolumeStatusChanged to backing-up',
    'SnapshotStatusChanged to backing-up',
    'BackupRequested',
    'BackupScheduled',
    'BackupStarted',
    'BackupTempPlanned',
    'BackupTempCreated',
    'BackupDevicePrepared',
    'BackupDeviceExported',
    'BackupDeviceAttached',
    'BackupTransferStarted',
    'ChunkWritten',
    'BackupDataCompleted',
    'BackupDeviceDetached',
    'BackupDeviceUnexported',
    'BackupTempReleased',
    'VolumeStatusChanged from backing-up',
    'SnapshotStatusChanged from backing-up',
    'BackupDependentAdded',
    'BackupAvailable',
  ],
  'cancel a backup': ['BackupCancelRequested', 'BackupCancelled'],
  'delete a backup': [
    'BackupDeletionRequested',
    'BackupObjectsDeleted',
    'BackupChildRemoved',
    'BackupDeleted',
  ],
  restore: [
    'VolumeStatusChanged to restoring-backup',
    'BackupRestoreStarted',
    'RestoreRequested',
    'RestoreStarted',
    'RestoreTargetPrepared',
    'RestoreDeviceExported',
    'RestoreDeviceAttached',
    'RestoreProgressed',
    'VolumeMetadataRestored',
    'RestoreDataCompleted',
    'RestoreDeviceDetached',
    'RestoreDeviceUnexported',
    'VolumeStatusChanged from restoring-backup',
    'VolumeStatusChanged from creating',
    'BackupRestoreFinished',
    'RestoreCompleted',
  ],
  'cancel a restore': ['RestoreCancelRequested', 'RestoreCancelled'],
  attach: ['VolumeAttachmentAdded', 'VolumeAttachmentRemoved'],
} as const satisfies Readonly<Record<string, readonly NumberedStep[]>>;

export const allSteps: readonly NumberedStep[] = Object.values(numberedSteps).flat();

/** The step that this event ends, in the table or not. */
export const stepOf = ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): string => {
  if (!type.endsWith('StatusChanged')) return type;
  return data['locked'] === true
    ? `${type} to ${String(data['to'])}`
    : `${type} from ${String(data['from'])}`;
};
