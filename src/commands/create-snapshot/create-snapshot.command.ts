import { Command } from '@nestjs/cqrs';
import type { SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /snapshots, validated and trimmed (spec/api-core.md 3.2). */
export interface SnapshotInput {
  readonly volume_id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Volume statuses in which the snapshot may be taken, by `force` and microversion. */
  readonly allowed: readonly string[];
  /** Name at the backend of what is to be taken over as the snapshot; left out: it is made. */
  readonly reference?: string;
}

export class CreateSnapshot extends Command<SnapshotState> {
  constructor(
    readonly context: CommandContext,
    readonly input: SnapshotInput,
  ) {
    super();
  }
}
