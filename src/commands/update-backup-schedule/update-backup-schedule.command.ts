import { Command } from '@nestjs/cqrs';
import type { ScheduleChanges } from '../../domain/backup-schedule/backup-schedule.decide.js';
import type { BackupScheduleState } from '../../domain/backup-schedule/backup-schedule.state.js';
import type { CommandContext } from '../command-context.js';

export class UpdateBackupSchedule extends Command<BackupScheduleState> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Members that are not to be touched are not there at all. */
    readonly changes: ScheduleChanges,
  ) {
    super();
  }
}
