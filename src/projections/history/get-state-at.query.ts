import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import type { Aggregate, AnyEvent } from '../../domain/shared/event.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import { EventHistory } from './event-history.js';
import type { Moment } from './moment.js';

export interface StateByCategory {
  readonly volume: VolumeState;
  readonly snapshot: SnapshotState;
  readonly backup: BackupState;
  readonly restore: RestoreState;
}

/**
 * The state an aggregate had at a moment, events at that very moment included; null when it did not exist yet.
 * A deleted one answers too: its state has `deleted_at`.
 */
export class GetStateAt<C extends keyof StateByCategory> extends Query<StateByCategory[C] | null> {
  constructor(
    readonly category: C,
    readonly id: string,
    readonly at: Moment,
  ) {
    super();
  }
}

const aggregates: { readonly [C in keyof StateByCategory]: Aggregate<StateByCategory[C], AnyEvent> } = {
  volume: volumeAggregate,
  snapshot: snapshotAggregate,
  backup: backupAggregate,
  restore: restoreAggregate,
};

@QueryHandler(GetStateAt)
export class GetStateAtHandler implements IQueryHandler<GetStateAt<keyof StateByCategory>> {
  constructor(private readonly history: EventHistory) {}

  execute<C extends keyof StateByCategory>({
    category,
    id,
    at,
  }: GetStateAt<C>): Promise<StateByCategory[C] | null> {
    return this.history.fold(aggregates[category], id, at);
  }
}
