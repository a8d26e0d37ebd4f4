import type { BackupScheduleState, ScheduleRun } from '../../domain/backup-schedule/backup-schedule.state.js';
import type { Links } from '../http/links.js';

export const scheduleSummary = ({ id, display_name }: BackupScheduleState, links: Links): object => ({
  id,
  name: display_name,
  links: links.of('backup-schedules', id),
});

export const scheduleDetail = (schedule: BackupScheduleState, links: Links): object => ({
  id: schedule.id,
  name: schedule.display_name,
  description: schedule.display_description,
  project_id: schedule.project_id,
  user_id: schedule.user_id,
  enabled: schedule.enabled,
  volume_ids: schedule.volume_ids,
  cron: schedule.cron,
  full_every: schedule.full_every,
  force: schedule.force,
  container: schedule.container,
  name_pattern: schedule.name_pattern,
  metadata: schedule.metadata,
  retention: schedule.retention,
  next_run_at: schedule.next_run_at,
  last_run: schedule.last_run,
  created_at: schedule.created_at,
  updated_at: schedule.updated_at,
  links: links.of('backup-schedules', schedule.id),
});

export const runView = ({ run_id, due_at }: ScheduleRun): object => ({ run_id, due_at });
