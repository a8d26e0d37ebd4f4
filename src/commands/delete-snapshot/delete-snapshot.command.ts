import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class DeleteSnapshot extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    /** Whatever its status. */
    readonly force: boolean,
  ) {
    super();
  }
}
