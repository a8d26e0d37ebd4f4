import { Command } from '@nestjs/cqrs';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of PUT /snapshots/{id}; a missing member is left as it is. */
export interface SnapshotChanges {
  readonly name?: string | null;
  readonly description?: string | null;
}

export class UpdateSnapshot extends Command<SnapshotState> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly changes: SnapshotChanges,
  ) {
    super();
  }
}
