import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { backupsTable } from './backups.table.js';

/** A live backup, or null when there is none or it was deleted. */
export class GetBackup extends Query<BackupState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetBackup)
export class GetBackupHandler implements IQueryHandler<GetBackup> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetBackup): Promise<BackupState | null> {
    return this.live.find(backupsTable, id);
  }
}
