import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BackupScheduleState } from '../../domain/backup-schedule/backup-schedule.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { backupSchedulesListing } from './backup-schedules.listing.js';

/** Live backup schedules, as they are at the head of the log. */
export class ListBackupSchedules extends Query<ListResult<BackupScheduleState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListBackupSchedules)
export class ListBackupSchedulesHandler implements IQueryHandler<ListBackupSchedules> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListBackupSchedules): Promise<ListResult<BackupScheduleState>> {
    await this.runner.catchUp();
    return listLive(this.model, backupSchedulesListing, scope, query);
  }
}
