import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

/** Gives the id of the type. */
export class SetProjectDefaultType extends Command<string> {
  constructor(
    readonly context: CommandContext,
    readonly projectId: string,
    readonly type: string,
  ) {
    super();
  }
}
