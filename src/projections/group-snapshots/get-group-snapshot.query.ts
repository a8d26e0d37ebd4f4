import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { groupSnapshotsTable } from './group-snapshots.table.js';

/** A live group snapshot, or null when there is none or it was deleted. */
export class GetGroupSnapshot extends Query<GroupSnapshotState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetGroupSnapshot)
export class GetGroupSnapshotHandler implements IQueryHandler<GetGroupSnapshot> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetGroupSnapshot): Promise<GroupSnapshotState | null> {
    return this.live.find(groupSnapshotsTable, id);
  }
}
