import type { BackupState } from '../backup/backup.state.js';
import type { RestoreState } from '../restore/restore.state.js';
import type { OperationKind } from '../shared/claim.js';

/**
 * The one host that may run the next step: the one that was chosen for a backup or restore, as long as that is not done.
 * Null: any.
 */
export const hostOf = (kind: OperationKind, state: unknown): string | null => {
  if (state === null || (kind !== 'backup' && kind !== 'restore')) return null;
  const { phase, host } = state as Pick<BackupState | RestoreState, 'phase' | 'host'>;
  return phase === 'requested' || phase === 'done' ? null : (host ?? null);
};
