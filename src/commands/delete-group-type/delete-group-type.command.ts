import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../command-context.js';

export class DeleteGroupType extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly id: string,
  ) {
    super();
  }
}
