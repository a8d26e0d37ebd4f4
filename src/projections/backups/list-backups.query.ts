import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { backupsListing } from './backups.listing.js';

/** Live backups, as they are at the head of the log. */
export class ListBackups extends Query<ListResult<BackupState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListBackups)
export class ListBackupsHandler implements IQueryHandler<ListBackups> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListBackups): Promise<ListResult<BackupState>> {
    await this.runner.catchUp();
    return listLive(this.model, backupsListing, scope, query);
  }
}
