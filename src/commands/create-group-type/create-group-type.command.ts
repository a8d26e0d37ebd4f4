import { Command } from '@nestjs/cqrs';
import type { GroupTypeToCreate } from '../../domain/group-types/group-type.decide.js';
import type { GroupType } from '../../domain/group-types/group-types.state.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /group_types. */
export type GroupTypeInput = Omit<GroupTypeToCreate, 'group_type_id'>;

export class CreateGroupType extends Command<GroupType> {
  constructor(
    readonly context: CommandContext,
    readonly input: GroupTypeInput,
  ) {
    super();
  }
}
