import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** The body of PUT /groups/{id}; null leaves a text as it is. */
export interface GroupChanges {
  readonly name: string | null;
  readonly description: string | null;
  readonly add_volumes: readonly string[];
  readonly remove_volumes: readonly string[];
}

export class UpdateGroup extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly changes: GroupChanges,
  ) {
    super();
  }
}
