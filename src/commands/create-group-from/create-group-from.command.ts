import { Command } from '@nestjs/cqrs';
import type { GroupSource, GroupState } from '../../domain/group/group.state.js';
import type { CommandContext } from '../command-context.js';

/** `create-from-src`: a group with copies of everything that the source has. */
export class CreateGroupFrom extends Command<GroupState> {
  constructor(
    readonly context: CommandContext,
    readonly input: {
      readonly name: string | null;
      readonly description: string | null;
      readonly source: GroupSource;
    },
  ) {
    super();
  }
}
