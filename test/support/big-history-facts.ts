import type { BackupDataEvent } from '../../src/domain/backup/backup-data.events.js';
import type { BackupEvent } from '../../src/domain/backup/backup.events.js';
import type { QuotaEvent } from '../../src/domain/quota/quota.events.js';
import type { VolumeEvent } from '../../src/domain/volume/volume.events.js';

export interface HistoricBackup {
  readonly id: string;
  readonly n: number;
  readonly volumeId: string;
  readonly projectId: string;
}

const gibibytes = 1;
const objects = 5;
const objectBytes = 52_428_800;
const host = 'backup-1';
const prefixOf = ({ id, volumeId }: HistoricBackup): string =>
  `volume_${volumeId}/20261121050001/az_nova_backup_${id}`;

const volume = (id: string, n: number, projectId: string): readonly VolumeEvent[] => [
  {
    type: 'VolumeCreateRequested',
    data: {
      volume_id: id,
      project_id: projectId,
      user_id: 'historian',
      size: gibibytes,
      display_name: `volume ${n}`,
      display_description: null,
      volume_type_id: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06',
      volume_type: '__DEFAULT__',
      availability_zone: 'nova',
      metadata: {},
      bootable: false,
      source: 'empty',
      source_id: null,
      restore_id: null,
    },
  },
  { type: 'VolumeCreated', data: { host: `${host}@file#file`, status: 'available' } },
];

const quota = ({ id }: HistoricBackup): readonly [QuotaEvent, QuotaEvent] => [
  {
    type: 'QuotaReserved',
    data: {
      reservation_id: `create.${id}`,
      operation: 'backup',
      operation_id: id,
      deltas: { backups: 1, backup_gigabytes: gibibytes },
    },
  },
  { type: 'QuotaCommitted', data: { reservation_id: `create.${id}` } },
];

const lock = ({ id }: HistoricBackup): readonly [VolumeEvent, VolumeEvent] => {
  const holder = { operation: 'backup', operation_id: id } as const;
  return [
    {
      type: 'VolumeStatusChanged',
      data: {
        from: 'available',
        to: 'backing-up',
        previous_status: 'available',
        reason: 'backup requested',
        ...holder,
        locked: true,
      },
    },
    {
      type: 'VolumeStatusChanged',
      data: {
        from: 'backing-up',
        to: 'available',
        previous_status: 'backing-up',
        reason: 'backup completed',
        ...holder,
        locked: false,
      },
    },
  ];
};

const life = (backup: HistoricBackup): readonly [BackupEvent, ...BackupEvent[]] => {
  const { id, n, volumeId, projectId } = backup;
  const total = objects * objectBytes;
  return [
    {
      type: 'BackupRequested',
      data: {
        backup_id: id,
        project_id: projectId,
        user_id: 'historian',
        volume_id: volumeId,
        snapshot_id: null,
        // Neither in the order of their making nor all different.
        display_name: `nightly ${(n * 7919) % 50_021}`,
        display_description: null,
        container: null,
        size: gibibytes,
        incremental: false,
        force: false,
        parent_id: null,
        availability_zone: null,
        data_timestamp: null,
        metadata: { tier: n % 10 === 0 ? 'gold' : 'silver' },
        source_previous_status: 'available',
      },
    },
    { type: 'BackupScheduled', data: { host, availability_zone: 'nova' } },
    {
      type: 'BackupStarted',
      data: {
        host,
        service: 'cinder.backup.drivers.posix.PosixBackupDriver',
        availability_zone: 'nova',
        container: `${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`,
        service_metadata: prefixOf(backup),
      },
    },
    { type: 'BackupDevicePrepared', data: { device_kind: 'volume', device_id: volumeId } },
    { type: 'BackupDeviceExported', data: { device_id: volumeId, driver_volume_type: 'local', host } },
    { type: 'BackupDeviceAttached', data: { device_id: volumeId, host, attempt: 1 } },
    { type: 'BackupTransferStarted', data: { attempt: 1, total_bytes: total, kept_objects: 0 } },
    {
      type: 'BackupDataCompleted',
      data: { object_count: objects, bytes_read: total, bytes_stored: total / 2 },
    },
    { type: 'BackupDeviceDetached', data: { device_id: volumeId } },
    { type: 'BackupDeviceUnexported', data: { device_id: volumeId } },
    { type: 'BackupAvailable', data: { size: gibibytes, object_count: objects } },
  ];
};

const data = (backup: HistoricBackup): readonly BackupDataEvent[] =>
  Array.from({ length: objects }, (_, index) => ({
    type: 'ChunkWritten',
    data: {
      object_id: index + 1,
      object_name: `${prefixOf(backup)}-${String(index + 1).padStart(5, '0')}`,
      offset: index * objectBytes,
      length: objectBytes,
      compression: 'zlib',
      md5: '9e107d9d372bb6826bd81d3542a419d6',
      stored_bytes: objectBytes / 2,
      attempt: 1,
    },
  }));

/** What the events of a completed full backup say; twenty of them, each a literal of its type. */
export const backupFacts = { volume, quota, lock, life, data };
