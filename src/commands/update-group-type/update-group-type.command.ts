import { Command } from '@nestjs/cqrs';
import type { GroupTypeChanges } from '../../domain/group-types/group-type.decide.js';
import type { GroupType } from '../../domain/group-types/group-types.state.js';
import type { CommandContext } from '../command-context.js';

export class UpdateGroupType extends Command<GroupType> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Members that are not to be touched are not there at all. */
    readonly changes: GroupTypeChanges,
  ) {
    super();
  }
}
