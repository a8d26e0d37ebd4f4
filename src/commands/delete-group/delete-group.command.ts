import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class DeleteGroup extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
    readonly deleteVolumes: boolean,
  ) {
    super();
  }
}
