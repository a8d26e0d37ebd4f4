import type { BackupState } from '../domain/backup/backup.state.js';
import type { BackupDescription } from '../drivers/backup/port.js';

/** The part of a backup that drivers may know. */
export const describeBackup = (backup: BackupState): BackupDescription => ({
  id: backup.id,
  volume_id: backup.volume_id,
  display_name: backup.display_name,
  display_description: backup.display_description,
  created_at: backup.created_at,
  size: backup.size,
  container: backup.container,
  service_metadata: backup.service_metadata,
  parent_id: backup.parent_id,
});
