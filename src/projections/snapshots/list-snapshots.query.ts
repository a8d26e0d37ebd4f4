import { Query } from '@nestjs/cqrs';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';

/** Live snapshots, as they are at the head of the log. */
export class ListSnapshots extends Query<ListResult<SnapshotState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}
