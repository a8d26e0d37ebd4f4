import { Query } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';

/** Live backups, as they are at the head of the log. */
export class ListBackups extends Query<ListResult<BackupState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}
