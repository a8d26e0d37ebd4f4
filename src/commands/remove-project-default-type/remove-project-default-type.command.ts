import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class RemoveProjectDefaultType extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly projectId: string,
  ) {
    super();
  }
}
