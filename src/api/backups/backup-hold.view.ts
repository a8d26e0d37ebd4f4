import { activeHold } from '../../domain/backup/backup-hold.decide.js';
import type { BackupState } from '../../domain/backup/backup.state.js';

/** The hold that counts at this moment, or null. */
export const holdBody = (backup: BackupState, now: string): object => {
  const hold = activeHold(backup, now);
  if (hold === null) return { hold: null };
  const { reason, until, user_id, held_at } = hold;
  return { hold: { reason, until, user_id, held_at } };
};
