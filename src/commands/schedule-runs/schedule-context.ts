import type { BackupScheduleState } from '../../domain/backup-schedule/backup-schedule.state.js';
import type { CommandContext } from '../command-context.js';

/**
 * The manager acts for the user who owns the schedule, and sees what that user's project may see. The command id is new each
 * time: two managers that decide the same must not take each other's append for their own.
 */
export const scheduleContext = (
  { id, user_id, project_id, run }: BackupScheduleState,
  command_id: string,
): CommandContext => ({
  actor: { user_id, project_id, roles: [], service: 'scheduler' },
  request_id: null,
  correlation_id: run?.run_id ?? id,
  causation_id: run?.run_id ?? id,
  command_id,
  is_admin: false,
});
