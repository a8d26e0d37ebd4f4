import { Query } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';
import type { RestoreState } from '../../domain/restore/restore.state.js';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
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
