import type { BackupState } from '../backup/backup.state.js';
import type { BackupScheduleEvent } from './backup-schedule.events.js';
import type { BackupScheduleState } from './backup-schedule.state.js';
import { decideRetention, type Candidate, type Verdict } from './retention.js';

/** A backup as the rules look at it; null when it is gone or going. */
export const candidateOf = (
  backup: Pick<
    BackupState,
    'id' | 'data_timestamp' | 'status' | 'children' | 'deletion' | 'deleted_at'
  > | null,
): Candidate | null =>
  backup === null || backup.deleted_at !== null || backup.deletion !== null
    ? null
    : { id: backup.id, at: backup.data_timestamp, status: backup.status, children: backup.children };

/** The backups of one volume that the schedule made, as their streams tell them. */
export type Members = ReadonlyMap<string, BackupState | null>;

export const membersOf = (state: BackupScheduleState, volumeId: string): readonly string[] =>
  state.backups.filter(({ volume_id }) => volume_id === volumeId).map(({ backup_id }) => backup_id);

export const verdictOn = ({ retention }: BackupScheduleState, members: Members): Verdict =>
  decideRetention(
    retention,
    [...members.values()].map(candidateOf).filter((candidate) => candidate !== null),
  );

/** The newest run's backup has to end first: it may be the one that makes another superfluous. */
export const isStillMade = (members: Members): boolean =>
  [...members.values()].some(
    (backup) => backup !== null && backup.phase !== 'done' && backup.deleted_at === null,
  );

/** Applies the rules to one volume, unless it was done meanwhile. */
export const prune = (
  state: BackupScheduleState | null,
  volume_id: string,
  members: Members,
): BackupScheduleEvent[] => {
  if (state === null || !state.to_prune.includes(volume_id)) return [];
  const { kept, removed } = verdictOn(state, members);
  const gone = [...members].filter(([, backup]) => backup === null || backup.deleted_at !== null);
  return [
    {
      type: 'BackupSchedulePruned',
      data: {
        volume_id,
        kept: kept.map(({ id, reasons }) => ({ backup_id: id, reasons })),
        removed: removed.map(({ id, reason }) => ({ backup_id: id, reason })),
        gone: gone.map(([id]) => id),
      },
    },
  ];
};

export const recordRemoved = (state: BackupScheduleState | null, backup_id: string): BackupScheduleEvent[] =>
  state?.to_remove.includes(backup_id) === true
    ? [{ type: 'BackupScheduleBackupRemoved', data: { backup_id } }]
    : [];

export const refuseRemoval = (
  state: BackupScheduleState | null,
  backup_id: string,
  reason: string,
): BackupScheduleEvent[] =>
  state?.to_remove.includes(backup_id) === true
    ? [{ type: 'BackupScheduleRemovalRefused', data: { backup_id, reason } }]
    : [];
