import { Query } from '@nestjs/cqrs';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';

/** A live snapshot, or null when there is none or it was deleted. */
export class GetSnapshot extends Query<SnapshotState | null> {
  constructor(readonly id: string) {
    super();
  }
}
