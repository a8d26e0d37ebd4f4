import { pythonCompact, type PythonValue } from '../shared/python-json.js';
import type { BackupState } from './backup.state.js';

/** Whole seconds, the fraction cut off. */
const timeOf = (time: string | null): string | null => (time === null ? null : `${time.slice(0, 19)}Z`);

/**
 * `backup_url` of export_record: the text that Cinder itself would write, byte for byte, so the order of the members counts
 * (spec/backup-formats.md section 6).
 */
export const exportedRecord = (backup: BackupState): string => {
  const members: Readonly<Record<string, PythonValue>> = {
    driver_info: {},
    id: backup.id,
    user_id: backup.user_id,
    project_id: backup.project_id,
    volume_id: backup.volume_id,
    host: backup.host,
    availability_zone: backup.availability_zone,
    container: backup.container,
    parent_id: backup.parent_id,
    status: backup.status,
    fail_reason: backup.fail_reason,
    size: backup.size,
    display_name: backup.display_name,
    display_description: backup.display_description,
    service_metadata: backup.service_metadata,
    service: backup.service,
    object_count: backup.object_count,
    temp_volume_id: null,
    temp_snapshot_id: null,
    num_dependent_backups: backup.dependents.length,
    snapshot_id: backup.snapshot_id,
    data_timestamp: timeOf(backup.data_timestamp),
    restore_volume_id: backup.restore_volume_id,
    metadata: backup.metadata,
    encryption_key_id: backup.encryption_key_id,
    created_at: timeOf(backup.created_at),
    updated_at: timeOf(backup.updated_at),
    deleted_at: null,
    deleted: false,
  };
  return Buffer.from(pythonCompact(members)).toString('base64');
};
