import { Command } from '@nestjs/cqrs';
import type { ScheduleToCreate } from '../../domain/backup-schedule/backup-schedule.decide.js';
import type { BackupScheduleState } from '../../domain/backup-schedule/backup-schedule.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /backup-schedules; the rest follows from who asks. */
export type ScheduleInput = Omit<ScheduleToCreate, 'schedule_id' | 'project_id' | 'user_id'>;

export class CreateBackupSchedule extends Command<BackupScheduleState> {
  constructor(
    readonly context: CommandContext,
    readonly input: ScheduleInput,
  ) {
    super();
  }
}
