import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { listLive } from '../listing/list-live.js';
import type { ListQuery, ListResult, ListScope } from '../listing/list-query.js';
import { ProjectionRunner } from '../runner/projection-runner.js';
import { ReadModel } from '../store/read-model.js';
import { snapshotsListing } from './snapshots.listing.js';

/** Live snapshots, as they are at the head of the log. */
export class ListSnapshots extends Query<ListResult<SnapshotState>> {
  constructor(
    readonly scope: ListScope,
    readonly query: ListQuery,
  ) {
    super();
  }
}

@QueryHandler(ListSnapshots)
export class ListSnapshotsHandler implements IQueryHandler<ListSnapshots> {
  constructor(
    private readonly model: ReadModel,
    private readonly runner: ProjectionRunner,
  ) {}

  async execute({ scope, query }: ListSnapshots): Promise<ListResult<SnapshotState>> {
    await this.runner.catchUp();
    return listLive(this.model, snapshotsListing, scope, query);
  }
}
