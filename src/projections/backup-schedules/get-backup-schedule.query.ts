import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BackupScheduleState } from '../../domain/backup-schedule/backup-schedule.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { backupSchedulesTable } from './backup-schedules.table.js';

/** A live backup schedule, or null when there is none or it was deleted. */
export class GetBackupSchedule extends Query<BackupScheduleState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetBackupSchedule)
export class GetBackupScheduleHandler implements IQueryHandler<GetBackupSchedule> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetBackupSchedule): Promise<BackupScheduleState | null> {
    return this.live.find(backupSchedulesTable, id);
  }
}
