import type { BackupState } from '../../domain/backup/backup.state.js';

/** The device of a backup whose device was prepared. */
export const deviceOf = (backup: BackupState): NonNullable<BackupState['device']> => {
  if (backup.device === null) throw new Error(`backup ${backup.id} has no device yet`);
  return backup.device;
};
