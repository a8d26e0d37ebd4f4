import { Command } from '@nestjs/cqrs';
import type { ScheduleRun } from '../../domain/backup-schedule/backup-schedule.state.js';
import type { CommandContext } from '../command-context.js';

/** Records that a run was asked for; the manager makes its backups. */
export class RunBackupSchedule extends Command<ScheduleRun> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
