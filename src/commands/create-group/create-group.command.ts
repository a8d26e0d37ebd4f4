import { Command } from '@nestjs/cqrs';
import type { GroupState } from '../../domain/group/group.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /groups, validated and trimmed. */
export interface GroupInput {
  readonly name: string | null;
  readonly description: string | null;
  /** Id or name. */
  readonly group_type: string;
  /** Ids or names. */
  readonly volume_types: readonly string[];
  readonly availability_zone: string | null;
}

export class CreateGroup extends Command<GroupState> {
  constructor(
    readonly context: CommandContext,
    readonly input: GroupInput,
  ) {
    super();
  }
}
