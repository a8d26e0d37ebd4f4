import type { JsonSchema } from '../../src/domain/shared/schema.js';
import { groupTypesId } from '../../src/domain/group-types/group-types.state.js';
import { catalogueId } from '../../src/domain/type-catalogue/type-catalogue.state.js';
import type { Catalogue, Definition } from './catalogues.js';
import { backupId, childId, restoreId, volumeId } from './histories/backup.js';
import { verificationId } from './histories/verification.js';
import { attachmentId, host, instanceId, snapshotId } from './histories/volume.js';

const project = 'd1a8f0b2c3e44f5a9b6c7d8e9f0a1b2c';
const revertId = '2f6b8c1d-4e7a-4095-b3d8-5a9c0e1f7b63';
const scheduleId = 'd3b07384-d9a0-4c9b-8f1e-2a7c5e6b4d10';
const transferId = 'e9b8c7d6-5a4f-4e3d-8c2b-1a0f9e8d7c60';
const groupSnapshotId = '1d8c5e0a-9b74-4f21-a3c6-6e2f7d4b8a19';
const groupId = '7b1e9f3c-2d5a-4c68-8e07-4a9d6c1f0b52';
const user = 'e2b9f1c3d4f55a6b8c7d9e0f1a2b3c4d';

/** Likely values by member name, so that a new golden file reads like an event of a real service. */
const likely: Readonly<Record<string, unknown>> = {
  backup_id: backupId,
  child_backup_id: childId,
  layer_backup_id: '5e7d9b1f-3a6c-4d28-9f40-7b2c8e1a6d05',
  src_backup_id: backupId,
  parent_id: null,
  restore_id: restoreId,
  verification_id: verificationId,
  transfer_id: transferId,
  group_id: groupId,
  group_snapshot_id: groupSnapshotId,
  change_id: '5a3f8e1c-7d20-4b96-9c4e-0f6b2d8a1e73',
  volume_type_ids: ['4f8b0c6e-3a1d-4592-8e7f-9c2b5d0a6e14'],
  add: [volumeId],
  remove: [],
  members: [],
  acceptance: 'a6c4e2b0-8d1f-4f3a-9b7c-5e2d1a0f9c84',
  from_project_id: project,
  salt: '5f1d3b7a',
  key_hash: 'c1f0a7e4b2d893650f4e8a1c7b6d2953e0f8a4c1b7d6e2f39a05c8b4d1e7f602',
  snapshot_ids: [snapshotId],
  no_snapshots: false,
  volume_id: volumeId,
  snapshot_id: snapshotId,
  attachment_id: attachmentId,
  instance_uuid: instanceId,
  attached_host: 'compute-1',
  mountpoint: '/dev/vdb',
  attach_mode: 'rw',
  attachment_status: 'attached',
  admin_metadata: { readonly: 'False', attached_mode: 'rw' },
  device_id: volumeId,
  revert_id: revertId,
  reference: 'database.img',
  migration_id: '8d1f5b3c-6a9e-4270-b4c8-1e7f0a2d9b35',
  retype_id: '3c9e7a15-0b4d-4f86-92e1-6d8f5b0a7c24',
  from_host: 'block-1@file#file',
  migration_policy: 'on-demand',
  identity: '65024:1311769:1795237201234567890',
  source_identity: '65025:262147:1795237100987654321',
  copy: `.revert-${volumeId}-${revertId}-7c1e4a90-2b5d-4f38-8a6c-0d9e3f7b1a24`,
  temp_id: 'b8e2d5f1-4c7a-4e39-a6d0-9f1b3c5e7a08',
  source_id: null,
  operation_id: backupId,
  schedule_id: scheduleId,
  run_id: 'c9d8e7f6-a5b4-5c3d-8e2f-1a0b9c8d7e6f',
  volume_ids: [volumeId],
  cron: '30 2 * * *',
  full_every: 7,
  name_pattern: '{name}-{time}',
  keep_last: 2,
  keep_hourly: null,
  keep_daily: 7,
  keep_weekly: 4,
  keep_monthly: 12,
  keep_yearly: null,
  keep_within: '3d',
  due_at: '2026-11-21T02:30:00.000000',
  first_due_at: '2026-11-19T02:30:00.000000',
  last_due_at: '2026-11-20T02:30:00.000000',
  missed: 2,
  enabled: true,
  kept: [{ backup_id: childId, reasons: ['last 1 of 2', 'daily 1 of 7'] }],
  removed: [{ backup_id: backupId, reason: 'no rule keeps it' }],
  gone: [],
  detail: 'Volume to be backed up must be available or in-use, but the current status is "error".',
  project_id: project,
  user_id: user,
  host: 'backup-1',
  services: [{ binary: 'cinder-backup', host: 'backup-1' }],
  service: 'cinder.backup.drivers.posix.PosixBackupDriver',
  availability_zone: 'nova',
  container: '3a/5d/3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01',
  service_metadata:
    'volume_6f8d0c1e-2b7a-4c59-9d1e-5e3b7f2a4c02/20261121050001/az_nova_backup_3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01',
  display_name: 'nightly',
  display_description: 'kept for a year',
  metadata: { tier: 'gold' },
  image_metadata: { min_ram: '0', disk_format: 'raw' },
  size: 2,
  from_size: 1,
  new_size: 2,
  volume_type: '__DEFAULT__',
  volume_type_id: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06',
  type_id: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06',
  name: 'gold',
  quota_name: 'gold',
  is_public: false,
  group_type_id: '7a1d5c3e-9b2f-4e60-8d47-1c6f0b9a3e25',
  group_specs: { consistent_group_snapshot_enabled: '<is> False' },
  extra_specs: { volume_backend_name: 'file' },
  encryption_id: '7a8b9c0d-1e2f-4a3b-8c5d-6e7f80910213',
  provider: 'luks',
  cipher: 'aes-xts-plain64',
  key_size: 256,
  qos_specs_id: '5f6e7d8c-9b0a-4c1d-8e2f-3a4b5c6d7e8f',
  consumer: 'back-end',
  specs: { total_iops_sec: '500' },
  key: 'volume_backend_name',
  keys: ['total_iops_sec'],
  description: 'fast disks',
  driver_volume_type: 'local',
  data_timestamp: null,
  source_previous_status: 'available',
  attempt: 1,
  total_bytes: 2 ** 31,
  bytes_done: 1_048_576_000,
  bytes_read: 2 ** 31,
  objects_checked: 43,
  bytes_checked: 1_048_576_000,
  damaged_objects: 1,
  damaged: [
    { object_name: 'volume_6f8d0c1e/20261121050000/az_nova_backup_3a5d4c8e-00007', problem: 'is missing' },
  ],
  outcome: 'damaged',
  message: '1 of 43 objects are missing or damaged.',
  bytes_written: 1_900_000_000,
  bytes_stored: 1_200_000_000,
  applied_objects: 20,
  object_count: 41,
  objects_deleted: 43,
  kept_objects: 0,
  object_id: 1,
  object_name:
    'volume_6f8d0c1e-2b7a-4c59-9d1e-5e3b7f2a4c02/20261121050001/az_nova_backup_3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01-00001',
  offset: 0,
  length: 52_428_800,
  compression: 'zlib',
  md5: '9e107d9d372bb6826bd81d3542a419d6',
  stored_bytes: 31_457_280,
  step: 'transfer',
  fail_reason: 'No space left on device',
  reason: 'No space left on device',
  until: '2027-01-31T00:00:00.000000',
  reservation_id: `create.${backupId}`,
  deltas: { backups: 1, backup_gigabytes: 2 },
  in_use: { backups: 1, backup_gigabytes: 2 },
  reservations: {},
  limits: { backups: 20, backup_gigabytes: -1 },
  committed: ['create.1f0c3b8e-2a9d-4c57-8e41-6b7d0a9c2f13'],
  attach_status: 'detached',
  migration_status: null,
  previous_status: 'available',
  from: 'available',
  to: 'backing-up',
  status: 'available',
};

const valueOf = (name: string, schema: JsonSchema): unknown => {
  const words = schema['enum'] as readonly unknown[] | undefined;
  if (name in likely && (words === undefined || words.includes(likely[name]))) return likely[name];
  if (words !== undefined) return words[0];
  const alternatives = schema['anyOf'] as readonly JsonSchema[] | undefined;
  if (alternatives !== undefined) return valueOf(name, alternatives[0] ?? {});
  const byType: Readonly<Record<string, unknown>> = { string: name, integer: 1, boolean: false };
  return schema['type'] === 'object' ? objectOf(schema) : byType[String(schema['type'])];
};

const objectOf = (schema: JsonSchema): unknown =>
  Object.fromEntries(
    Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(([name, member]) => [
      name,
      valueOf(name, member),
    ]),
  );

/** A full event as the log holds it, to begin a golden file with. */
export const exampleEvent = ({ category }: Catalogue, { type, version, schema }: Definition): unknown => {
  const ids: Readonly<Record<string, string>> = {
    backup: backupId,
    backupData: backupId,
    restore: restoreId,
    verification: verificationId,
    transfer: transferId,
    group: groupId,
    groupSnapshot: groupSnapshotId,
    volume: volumeId,
    snapshot: snapshotId,
    attachment: attachmentId,
    backupSchedule: scheduleId,
    quota: project,
    quotaClass: 'default',
    volumeTypes: catalogueId,
    groupTypes: groupTypesId,
  };
  const data = objectOf(schema.json) as Record<string, unknown>;
  return {
    type,
    version,
    stream: `${category}-${ids[category] ?? category}`,
    data: category === 'volume' && 'host' in data ? { ...data, host } : data,
    metadata: {
      $correlationId: backupId,
      $causationId: 'c4d5e6f7-0819-4a2b-9c3d-4e5f60718207',
      commandId: 'f7e6d5c4-b3a2-4190-8f7e-6d5c4b3a2908',
      actor: { user_id: user, project_id: project, roles: ['member', 'reader'], service: 'worker' },
      requestId: 'req-7b1c9d3e-5f20-4a6b-8c7d-9e0f1a2b3c09',
      schema: version,
      node: 'backup-1',
    },
    created: '2026-11-21T05:00:01.234Z',
  };
};
