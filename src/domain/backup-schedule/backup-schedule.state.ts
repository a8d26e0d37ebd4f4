import type { Aggregate, Recorded } from '../shared/event.js';
import { present } from '../shared/present.js';
import {
  backupScheduleEvents,
  type BackupScheduleEvent,
  type ScheduleData,
} from './backup-schedule.events.js';
import { nextAfter, parseCron } from './cron.js';
import type { Retention } from './retention.js';

/** A backup that a run asked for, for as long as it is not known to be gone. */
export interface MadeBackup {
  readonly backup_id: string;
  readonly volume_id: string;
  readonly due_at: string;
  readonly incremental: boolean;
}

export interface PlannedBackup {
  readonly backup_id: string;
  readonly attempt: number;
  readonly incremental: boolean;
  readonly planned_at: string;
}

export interface RunVolume {
  readonly volume_id: string;
  readonly attempt: number;
  /** The backup that is being asked for. */
  readonly planned: PlannedBackup | null;
  readonly outcome: 'requested' | 'skipped' | null;
}

export interface ScheduleRun {
  readonly run_id: string;
  readonly due_at: string;
  readonly trigger: 'time' | 'request';
  readonly started_at: string;
  readonly volumes: readonly RunVolume[];
}

export interface FinishedRun {
  readonly run_id: string;
  readonly due_at: string;
  readonly trigger: 'time' | 'request';
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly requested: number;
  readonly skipped: number;
}

export interface BackupScheduleState {
  readonly id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly display_name: string | null;
  readonly display_description: string | null;
  readonly enabled: boolean;
  readonly volume_ids: readonly string[];
  readonly cron: string;
  readonly full_every: number;
  readonly force: boolean;
  readonly container: string | null;
  readonly name_pattern: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly retention: Retention;
  /** When it is due; null while it is disabled. */
  readonly next_run_at: string | null;
  /** The run that is under way. */
  readonly run: ScheduleRun | null;
  readonly last_run: FinishedRun | null;
  /** Its backups, oldest run first. */
  readonly backups: readonly MadeBackup[];
  /** Volumes whose backups the rules have to be applied to. */
  readonly to_prune: readonly string[];
  /** Backups that the rules do not keep and whose delete was not asked for yet. */
  readonly to_remove: readonly string[];
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly deleted_at: string | null;
}

type Born = Exclude<BackupScheduleEvent, { type: 'BackupScheduleCreated' }>;
type Change = Partial<BackupScheduleState> | null;

const due = (cron: string, enabled: boolean, after: string): string | null =>
  enabled ? nextAfter(parseCron(cron), after) : null;

const created = ({
  data,
  at,
}: Recorded<Extract<BackupScheduleEvent, { type: 'BackupScheduleCreated' }>>): BackupScheduleState => {
  const { schedule_id: id, ...members } = data;
  return {
    ...members,
    id,
    next_run_at: due(data.cron, data.enabled, at),
    run: null,
    last_run: null,
    backups: [],
    to_prune: [],
    to_remove: [],
    created_at: at,
    updated_at: null,
    deleted_at: null,
  };
};

/** Only another time, or being enabled again, moves the next run; nothing is due for the time before. */
const updated = (
  state: BackupScheduleState,
  data: ScheduleData<'BackupScheduleUpdated'>,
  at: string,
): Partial<BackupScheduleState> => {
  const { cron = state.cron, enabled = state.enabled } = data;
  const isMoved = cron !== state.cron || enabled !== state.enabled;
  return {
    ...present(data),
    ...(isMoved ? { next_run_at: due(cron, enabled, at) } : {}),
    updated_at: at,
  };
};

const started = (
  state: BackupScheduleState,
  { run_id, due_at, trigger, volume_ids }: ScheduleData<'BackupScheduleRunStarted'>,
  at: string,
): Partial<BackupScheduleState> => {
  const run = { run_id, due_at, trigger, started_at: at };
  return {
    run: {
      ...run,
      volumes: volume_ids.map((volume_id) => ({ volume_id, attempt: 0, planned: null, outcome: null })),
    },
    last_run: { ...run, finished_at: null, requested: 0, skipped: 0 },
    ...(trigger === 'time' ? { next_run_at: due(state.cron, state.enabled, due_at) } : {}),
  };
};

/** What a run knows of one of its volumes, changed. */
const inRun = (
  state: BackupScheduleState,
  { run_id, volume_id }: { readonly run_id: string; readonly volume_id: string },
  change: Partial<RunVolume>,
): Partial<BackupScheduleState> =>
  state.run === null || state.run.run_id !== run_id
    ? {}
    : {
        run: {
          ...state.run,
          volumes: state.run.volumes.map((one) =>
            one.volume_id === volume_id ? { ...one, ...change } : one,
          ),
        },
      };

const ran = (state: BackupScheduleState, event: Recorded<Born>): Change => {
  switch (event.type) {
    case 'BackupScheduleRunStarted':
      return started(state, event.data, event.at);
    case 'BackupScheduleBackupPlanned': {
      const { backup_id, attempt, incremental } = event.data;
      return inRun(state, event.data, {
        attempt,
        planned: { backup_id, attempt, incremental, planned_at: event.at },
      });
    }
    case 'BackupScheduleBackupRequested': {
      const { backup_id, volume_id, incremental } = event.data;
      const due_at = state.run?.due_at ?? event.at;
      return {
        ...inRun(state, event.data, { planned: null, outcome: 'requested' }),
        backups: [...state.backups, { backup_id, volume_id, due_at, incremental }],
      };
    }
    case 'BackupScheduleBackupSkipped':
      return inRun(state, event.data, { planned: null, outcome: 'skipped' });
    case 'BackupScheduleRunFinished': {
      const { requested, skipped } = event.data;
      return {
        run: null,
        last_run:
          state.last_run === null ? null : { ...state.last_run, finished_at: event.at, requested, skipped },
        to_prune: [...new Set(state.backups.map(({ volume_id }) => volume_id))],
      };
    }
    case 'BackupScheduleRunsMissed':
      return {};
    default:
      return null;
  }
};

const without = (ids: readonly string[], id: string): readonly string[] =>
  ids.filter((other) => other !== id);

const pruned = (state: BackupScheduleState, event: Recorded<Born>): Change => {
  switch (event.type) {
    case 'BackupSchedulePruned': {
      const { volume_id, removed, gone } = event.data;
      const own = new Set(
        state.backups.filter((one) => one.volume_id === volume_id).map(({ backup_id }) => backup_id),
      );
      return {
        backups: state.backups.filter(({ backup_id }) => !gone.includes(backup_id)),
        to_prune: without(state.to_prune, volume_id),
        to_remove: [
          ...state.to_remove.filter((id) => !own.has(id)),
          ...removed.map(({ backup_id }) => backup_id),
        ],
      };
    }
    case 'BackupScheduleBackupRemoved':
    case 'BackupScheduleRemovalRefused':
      return { to_remove: without(state.to_remove, event.data.backup_id) };
    case 'BackupScheduleDeleted':
      return { deleted_at: event.at, next_run_at: null, run: null, to_prune: [], to_remove: [] };
    default:
      return null;
  }
};

export const evolveBackupSchedule = (
  state: BackupScheduleState | null,
  event: Recorded<BackupScheduleEvent>,
): BackupScheduleState | null => {
  if (event.type === 'BackupScheduleCreated') return created(event);
  if (state === null) return null;
  if (event.type === 'BackupScheduleUpdated') return { ...state, ...updated(state, event.data, event.at) };
  return { ...state, ...(ran(state, event) ?? pruned(state, event)) };
};

export const backupScheduleAggregate: Aggregate<BackupScheduleState, BackupScheduleEvent> = {
  category: 'backupSchedule',
  events: backupScheduleEvents,
  evolve: evolveBackupSchedule,
};
