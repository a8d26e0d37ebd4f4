import type { BackupState } from '../../domain/backup/backup.state.js';
import type { BackupSource } from '../source-lock.js';

export const sourceOf = (backup: BackupState): BackupSource => ({
  backupId: backup.id,
  volumeId: backup.volume_id,
  snapshotId: backup.snapshot_id,
});
