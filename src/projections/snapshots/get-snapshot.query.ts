import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { LiveAggregates } from '../history/live-aggregates.js';
import { snapshotsTable } from './snapshots.table.js';

/** A live snapshot, or null when there is none or it was deleted. */
export class GetSnapshot extends Query<SnapshotState | null> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetSnapshot)
export class GetSnapshotHandler implements IQueryHandler<GetSnapshot> {
  constructor(private readonly live: LiveAggregates) {}

  execute({ id }: GetSnapshot): Promise<SnapshotState | null> {
    return this.live.find(snapshotsTable, id);
  }
}
