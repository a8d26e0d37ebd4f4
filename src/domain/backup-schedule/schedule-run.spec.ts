import { given } from '../../../test/support/given.js';
import { createSchedule, updateSchedule, type ScheduleToCreate } from './backup-schedule.decide.js';
import type { BackupScheduleEvent } from './backup-schedule.events.js';
import { backupScheduleAggregate } from './backup-schedule.state.js';
import {
  finishRun,
  planBackup,
  recordRequested,
  skipBackup,
  startDueRun,
  startRequestedRun,
} from './schedule-run.decide.js';

const schedule: ScheduleToCreate = {
  schedule_id: 's',
  project_id: 'p',
  user_id: 'u',
  display_name: 'hourly',
  display_description: null,
  enabled: true,
  volume_ids: ['v', 'w'],
  cron: '@hourly',
  full_every: 1,
  force: false,
  container: null,
  name_pattern: '{name}',
  metadata: {},
  retention: {
    keep_last: 1,
    keep_hourly: null,
    keep_daily: null,
    keep_weekly: null,
    keep_monthly: null,
    keep_yearly: null,
    keep_within: null,
  },
};
const idOf = (name: string): string => `id of ${name}`;
const created: BackupScheduleEvent = { type: 'BackupScheduleCreated', data: schedule };
const at = (hour: string): string => `2026-11-21T${hour}:00.000000`;
const run_id = `id of backupSchedule/s/time/${at('06:00')}`;
const started: BackupScheduleEvent = {
  type: 'BackupScheduleRunStarted',
  data: { run_id, due_at: at('06:00'), trigger: 'time', volume_ids: ['v', 'w'] },
};
const open = { run_id, volume_id: 'v', attempt: 0 };
const backup_id = `id of ${run_id}/v/1`;
const planned: BackupScheduleEvent = {
  type: 'BackupScheduleBackupPlanned',
  data: { run_id, volume_id: 'v', backup_id, attempt: 1, incremental: false },
};
const requested: BackupScheduleEvent = {
  type: 'BackupScheduleBackupRequested',
  data: { run_id, volume_id: 'v', backup_id, incremental: false },
};

describe('a run', () => {
  it('begins at its due time, not before, and not twice', () => {
    const isDue = (hour: string) => (state: Parameters<typeof startDueRun>[0]) =>
      startDueRun(state, at(hour), idOf);
    given(backupScheduleAggregate, [created]).when(isDue('05:59')).thenNothing();
    given(backupScheduleAggregate, [created])
      .when(isDue('06:30'))
      .then([started])
      .thenState({ next_run_at: at('07:00') });
    given(backupScheduleAggregate, [created, started]).when(isDue('09:00')).thenNothing();
  });

  it('makes up for those that were missed', () => {
    const { data } = started as Extract<BackupScheduleEvent, { type: 'BackupScheduleRunStarted' }>;
    const newest = `id of backupSchedule/s/time/${at('09:00')}`;
    given(backupScheduleAggregate, [created])
      .when((state) => startDueRun(state, at('09:10'), idOf))
      .then([
        {
          type: 'BackupScheduleRunsMissed',
          data: { missed: 3, first_due_at: at('06:00'), last_due_at: at('08:00') },
        },
        { type: 'BackupScheduleRunStarted', data: { ...data, run_id: newest, due_at: at('09:00') } },
      ]);
  });

  it('that was asked for is refused while one is under way, and leaves the next due time', () => {
    given(backupScheduleAggregate, [created])
      .when((state) => startRequestedRun(state, 's', at('05:30'), idOf))
      .thenState({ next_run_at: at('06:00') });
    given(backupScheduleAggregate, [created, started])
      .when((state) => startRequestedRun(state, 's', at('06:30'), idOf))
      .thenThrows('ResourceConflict', 'A run of backup schedule s is under way.');
  });

  it('plans each attempt once', () => {
    given(backupScheduleAggregate, [created, started])
      .when((state) => planBackup(state, open, false, idOf))
      .then([planned])
      .when((state) => planBackup(state, open, false, idOf))
      .thenNothing();
  });

  it('records the planned backup only, and once', () => {
    const record = (id: string) => (state: Parameters<typeof recordRequested>[0]) =>
      recordRequested(state, run_id, 'v', id);
    given(backupScheduleAggregate, [created, started, planned]).when(record('another')).thenNothing();
    given(backupScheduleAggregate, [created, started, planned])
      .when(record(backup_id))
      .then([requested])
      .when(record(backup_id))
      .thenNothing();
  });

  it('ends when each volume has its backup or its reason; then the rules are due', () => {
    const skip = { reason: 'volume not found', detail: 'Volume w could not be found.' } as const;
    const history = [created, started, planned, requested];
    given(backupScheduleAggregate, history).when(finishRun).thenNothing();
    given(backupScheduleAggregate, history)
      .when((state) => skipBackup(state, run_id, 'w', skip))
      .then([{ type: 'BackupScheduleBackupSkipped', data: { run_id, volume_id: 'w', ...skip } }])
      .when(finishRun)
      .then([{ type: 'BackupScheduleRunFinished', data: { run_id, requested: 1, skipped: 1 } }])
      .thenState({ run: null, to_prune: ['v'] });
  });
});

describe('a schedule', () => {
  it('is due anew from the moment its time is changed or it is enabled', () => {
    given(backupScheduleAggregate, [created])
      .when((state) => updateSchedule(state, 's', { enabled: false }))
      .thenState({ enabled: false, next_run_at: null, updated_at: '2026-11-21T05:00:01.000000' });
    given(backupScheduleAggregate, [created])
      .when((state) => updateSchedule(state, 's', { cron: '@daily' }))
      .thenState({
        cron: '@daily',
        next_run_at: '2026-11-22T00:00:00.000000',
        updated_at: '2026-11-21T05:00:01.000000',
      });
  });

  it('names volumes, each once', () => {
    const of = (volume_ids: readonly string[]) => () => createSchedule({ ...schedule, volume_ids });
    const nothing = given(backupScheduleAggregate, []);
    nothing
      .when(of([]))
      .thenThrows('InvalidInput', 'Invalid input received: a schedule needs at least one volume.');
    nothing
      .when(of(['v', 'v']))
      .thenThrows('InvalidInput', 'Invalid input received: a volume is named more than once.');
  });
});
