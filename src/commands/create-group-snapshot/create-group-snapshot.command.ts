import { Command } from '@nestjs/cqrs';
import type { GroupSnapshotState } from '../../domain/group-snapshot/group-snapshot.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /group_snapshots, validated. */
export interface GroupSnapshotInput {
  readonly group_id: string;
  readonly name: string | null;
  readonly description: string | null;
}

/** Takes a snapshot of every volume of a group. */
export class CreateGroupSnapshot extends Command<GroupSnapshotState> {
  constructor(
    readonly context: CommandContext,
    readonly input: GroupSnapshotInput,
  ) {
    super();
  }
}
