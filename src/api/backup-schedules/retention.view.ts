import type { FutureBackup, FutureRetention } from '../../domain/backup-schedule/future-retention.js';

/** A backup that a future run would make has no id yet. */
const backupView = ({ id, at, volume_id, incremental, simulated }: FutureBackup): object => ({
  backup_id: simulated ? null : id,
  volume_id,
  data_timestamp: at,
  is_incremental: incremental,
  simulated,
});

/** What stays with its reasons, and what goes with the run after which it would be gone. */
export const retentionView = ({ at, runs, kept, removed }: FutureRetention): object => ({
  at,
  simulated_runs: runs,
  kept: kept.map(({ backup, reasons }) => ({ ...backupView(backup), reasons })),
  removed: removed.map(({ backup, reason, at: removed_at }) => ({
    ...backupView(backup),
    reason,
    removed_at,
  })),
});
