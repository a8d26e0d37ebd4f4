import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { groupSnapshotsListing } from './group-snapshots.listing.js';

/** Live group snapshots, as they are at the head of the log. */
export class ListGroupSnapshots extends Query<ListResult<GroupSnapshotState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListGroupSnapshots)
export class ListGroupSnapshotsHandler implements IQueryHandler<ListGroupSnapshots> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListGroupSnapshots): Promise<ListResult<GroupSnapshotState>> {
    await this.runner.catchUp();
    return listLive(this.model, groupSnapshotsListing, scope, query);
  }
}
