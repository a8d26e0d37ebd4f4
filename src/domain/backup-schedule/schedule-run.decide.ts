import { DomainError } from '../shared/errors.js';
import { existingSchedule } from './backup-schedule.decide.js';
import type { BackupScheduleEvent, SkipReason } from './backup-schedule.events.js';
import type { BackupScheduleState, RunVolume } from './backup-schedule.state.js';
import { nextAfter, parseCron } from './cron.js';

/** A run is known by its schedule and its due time; the maker of ids is handed in. */
export type IdOfName = (name: string) => string;

const startOf = (
  { id, volume_ids }: BackupScheduleState,
  due_at: string,
  trigger: 'time' | 'request',
  idOf: IdOfName,
): BackupScheduleEvent => ({
  type: 'BackupScheduleRunStarted',
  data: { run_id: idOf(`backupSchedule/${id}/${trigger}/${due_at}`), due_at, trigger, volume_ids },
});

/** Due times up to `now`, oldest first. */
const dueUntil = ({ cron, next_run_at }: BackupScheduleState, now: string): readonly string[] => {
  const parsed = parseCron(cron);
  const times: string[] = [];
  for (let at = next_run_at; at !== null && at <= now; at = nextAfter(parsed, at)) times.push(at);
  return times;
};

/** One run for the newest due time; earlier ones that nobody was there for are recorded as missed. */
export const startDueRun = (
  state: BackupScheduleState | null,
  now: string,
  idOf: IdOfName,
): BackupScheduleEvent[] => {
  if (state === null || state.deleted_at !== null || state.run !== null) return [];
  const times = dueUntil(state, now);
  const due_at = times.at(-1);
  if (due_at === undefined) return [];
  const start = startOf(state, due_at, 'time', idOf);
  const [first_due_at] = times;
  const last_due_at = times.at(-2);
  if (first_due_at === undefined || last_due_at === undefined) return [start];
  const missed = times.length - 1;
  return [{ type: 'BackupScheduleRunsMissed', data: { missed, first_due_at, last_due_at } }, start];
};

/** Also while it is disabled. */
export const startRequestedRun = (
  state: BackupScheduleState | null,
  id: string,
  now: string,
  idOf: IdOfName,
): BackupScheduleEvent[] => {
  const schedule = existingSchedule(state, id);
  if (schedule.run !== null) {
    throw new DomainError('ResourceConflict', `A run of backup schedule ${id} is under way.`);
  }
  return [startOf(schedule, now, 'request', idOf)];
};

/** The next of its volumes that is not done with. */
export const openVolume = (state: BackupScheduleState | null): RunVolume | null =>
  state?.run?.volumes.find(({ outcome }) => outcome === null) ?? null;

/** The newest backup of a volume that this schedule has. */
export const newestBackupOf = (state: BackupScheduleState, volumeId: string): string | null =>
  state.backups.findLast(({ volume_id }) => volume_id === volumeId)?.backup_id ?? null;

/** Every n-th is a full one. A first one is, too: there is nothing yet that an incremental could build on. */
export const isIncrementalDue = (
  { backups, full_every }: Pick<BackupScheduleState, 'backups' | 'full_every'>,
  volumeId: string,
): boolean => {
  const own = backups.filter(({ volume_id }) => volume_id === volumeId);
  const sinceFull = own.length - own.findLastIndex(({ incremental }) => !incremental);
  return own.length > 0 && sinceFull < full_every;
};

/** The volume of a run, as long as somebody may still decide about it. */
const openIn = (state: BackupScheduleState | null, runId: string, volumeId: string): RunVolume | null => {
  if (state === null || state.run === null || state.run.run_id !== runId) return null;
  return (
    state.run.volumes.find(({ volume_id, outcome }) => volume_id === volumeId && outcome === null) ?? null
  );
};

/** Settles the id of the next attempt; nothing when somebody else was faster (`attempt` is the one before). */
export const planBackup = (
  state: BackupScheduleState | null,
  {
    run_id,
    volume_id,
    attempt: before,
  }: { readonly run_id: string; readonly volume_id: string; readonly attempt: number },
  incremental: boolean,
  idOf: IdOfName,
): BackupScheduleEvent[] => {
  const open = openIn(state, run_id, volume_id);
  if (open === null || open.attempt !== before) return [];
  const attempt = before + 1;
  const backup_id = idOf(`${run_id}/${volume_id}/${attempt}`);
  return [
    { type: 'BackupScheduleBackupPlanned', data: { run_id, volume_id, backup_id, attempt, incremental } },
  ];
};

/** The planned backup exists. */
export const recordRequested = (
  state: BackupScheduleState | null,
  run_id: string,
  volume_id: string,
  backup_id: string,
): BackupScheduleEvent[] => {
  const planned = openIn(state, run_id, volume_id)?.planned;
  if (planned?.backup_id !== backup_id) return [];
  const { incremental } = planned;
  return [{ type: 'BackupScheduleBackupRequested', data: { run_id, volume_id, backup_id, incremental } }];
};

export const skipBackup = (
  state: BackupScheduleState | null,
  run_id: string,
  volume_id: string,
  skip: { readonly reason: SkipReason; readonly detail: string },
): BackupScheduleEvent[] =>
  openIn(state, run_id, volume_id) === null
    ? []
    : [{ type: 'BackupScheduleBackupSkipped', data: { run_id, volume_id, ...skip } }];

export const finishRun = (state: BackupScheduleState | null): BackupScheduleEvent[] => {
  if (state === null || state.run === null || openVolume(state) !== null) return [];
  const { run_id, volumes } = state.run;
  const requested = volumes.filter(({ outcome }) => outcome === 'requested').length;
  return [
    {
      type: 'BackupScheduleRunFinished',
      data: { run_id, requested, skipped: volumes.length - requested },
    },
  ];
};
