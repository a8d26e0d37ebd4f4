import { Command } from '@nestjs/cqrs';
import type { GroupSpecs } from '../../domain/group-types/group-types.state.js';
import type { CommandContext } from '../command-context.js';

export class SetGroupSpecs extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly groupTypeId: string,
    /** Keys that are not named stay. */
    readonly specs: GroupSpecs,
  ) {
    super();
  }
}
